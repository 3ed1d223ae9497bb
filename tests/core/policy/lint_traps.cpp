// SPDX-License-Identifier: MIT
// Apart from the test class: moc takes the slash and star of a pattern in a raw string for a comment.
#include "tests/core/policy/lint_traps.h"

std::string document(const std::string& statements) {
    return R"({"Version":"2012-10-17","Statement":[)" + statements + "]}";
}

std::vector<LintTrap> lintTraps() {
    using enum waylight::policy::PolicyType;
    std::vector<LintTrap> traps;
    const auto add = [&](const char* name, const char* code, waylight::policy::PolicyType type, const std::string& trap,
                         const std::string& sound, bool witnessed = true) {
        traps.push_back({name, code, type, trap, sound, witnessed});
    };
    const std::string allowAll = R"({"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"})";
    const std::string deny = R"({"Effect":"Deny","Principal":"*","Action":"s3:DeleteObject","Resource":"*"})";
    add("endpoint policy of Deny only", "endpoint-policy-without-allow", GatewayEndpoint, deny, deny + ',' + allowAll);
    add("unknown service", "unknown-service", Identity, R"({"Effect":"Allow","Action":"s33:GetObject","Resource":"*"})",
        R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*"})", false);
    add("misspelt action", "unknown-action", Identity,
        R"({"Effect":"Allow","Action":"s3:GetObjekt","Resource":"arn:aws:s3:::b/*"})",
        R"({"Effect":"Allow","Action":"s3:getobject","Resource":"arn:aws:s3:::b/*"})");
    add("misspelt action in a Deny", "unknown-action", Identity,
        R"({"Effect":"Deny","Action":"s3:DeleteObjet","Resource":"arn:aws:s3:::b/*"})",
        R"({"Effect":"Deny","Action":"s3:DeleteObject*","Resource":"arn:aws:s3:::b/*"})");
    add("NotAction with Allow", "not-action-with-allow", Identity,
        R"({"Effect":"Allow","NotAction":"iam:*","Resource":"*"})", R"({"Effect":"Deny","NotAction":"iam:*","Resource":"*"})");
    add("everything to everyone", "allows-everyone", Resource, allowAll,
        R"({"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:*","Resource":"*"})");
    add("everything", "allows-everything", Identity, R"({"Effect":"Allow","Action":"*","Resource":"*"})",
        R"({"Effect":"Allow","Action":"s3:*","Resource":"*"})");
    add("everything through an endpoint", "endpoint-policy-full-access", InterfaceEndpoint, allowAll,
        R"({"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}})");
    add("every resource", "resource-star", Identity, R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*"})",
        R"({"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"})");
    add("NotPrincipal with Deny", "not-principal", Resource,
        R"({"Effect":"Deny","NotPrincipal":{"AWS":"arn:aws:iam::111122223333:role/app"},"Action":"s3:*","Resource":"arn:aws:s3:::b/*"})",
        R"({"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b/*","Condition":{"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/app"}}})");
    add("a denied policy change that another action gives back", "denied-can-be-regained", Identity,
        R"({"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b"},{"Effect":"Deny","Action":"s3:PutBucketPolicy","Resource":"*"})",
        R"({"Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::b/*"},{"Effect":"Deny","Action":"s3:PutBucketPolicy","Resource":"*"})");

    add("bucket for objects", "bucket-for-object-action", Identity,
        R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b"})",
        R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"})");
    add("bucket for objects in a Deny", "bucket-for-object-action", Resource,
        R"({"Effect":"Deny","Principal":"*","Action":"s3:PutObject","Resource":"arn:aws:s3:::b"})",
        R"({"Effect":"Deny","Principal":"*","Action":"s3:PutObject","Resource":"arn:aws:s3:::b*"})");
    add("objects for a bucket", "object-for-bucket-action", GatewayEndpoint,
        R"({"Effect":"Allow","Principal":"*","Action":"s3:ListBucket","Resource":"arn:aws:s3:::b/*"})",
        R"({"Effect":"Allow","Principal":"*","Action":"s3:ListBucket","Resource":["arn:aws:s3:::b/*","arn:aws:s3:::b"]})");
    add("another service's resource", "resource-not-for-action", Identity,
        R"({"Effect":"Allow","Action":"dynamodb:GetItem","Resource":"arn:aws:s3:::b/*"})",
        R"({"Effect":"Allow","Action":"dynamodb:GetItem","Resource":"arn:aws:dynamodb:*:*:table/t"})");
    add("an index for a table's action", "resource-not-for-action", Identity,
        R"({"Effect":"Allow","Action":"dynamodb:DeleteTable","Resource":"arn:aws:dynamodb:us-east-1:111122223333:table/t/index/i"})",
        R"({"Effect":"Allow","Action":"dynamodb:DeleteTable","Resource":"arn:aws:dynamodb:us-east-1:111122223333:table/t"})");
    add("action without resource", "action-needs-star", Identity,
        R"({"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"arn:aws:s3:::b"})",
        R"({"Effect":"Allow","Action":"s3:List*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"]})");
    add("resource that no action uses", "resource-unused", Identity,
        R"({"Effect":"Allow","Action":"s3:GetObject","Resource":["arn:aws:s3:::b/*","arn:aws:s3:::b"]})",
        R"({"Effect":"Allow","Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::b/*","arn:aws:s3:::b"]})", false);

    const auto reading = [](const char* condition) {
        return R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*","Condition":{)" + std::string(condition) + "}}";
    };
    const auto listing = [](const char* condition) {
        return R"({"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::b","Condition":{)" + std::string(condition) + "}}";
    };
    add("star in StringEquals", "star-in-string-equals", Identity, listing(R"("StringEquals":{"s3:prefix":"home/*"})"),
        listing(R"("StringLike":{"s3:prefix":"home/*"})"));
    add("unknown key", "unknown-key", Identity, listing(R"("StringEquals":{"s3:prefixx":"home/"})"),
        listing(R"("StringEquals":{"s3:prefix":"home/"})"));
    add("unknown key that always holds", "unknown-key", Identity, listing(R"("StringNotEquals":{"aws:SourceVPCID":"vpc-1"})"),
        listing(R"("StringNotEquals":{"aws:SourceVpc":"vpc-1"})"));
    add("key of another action", "key-not-for-action", Identity, reading(R"("StringLike":{"s3:prefix":"home/*"})"),
        listing(R"("StringLike":{"s3:prefix":"home/*"})"));
    add("key of one action only", "key-not-for-action", Identity,
        R"({"Effect":"Allow","Action":["s3:ListBucket","s3:GetObject"],"Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"],"Condition":{"StringLike":{"s3:prefix":"a"}}})",
        R"({"Effect":"Allow","Action":["s3:ListBucket","s3:GetObject"],"Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"],"Condition":{"StringLikeIfExists":{"s3:prefix":"a"}}})");
    add("operator of another type", "operator-not-for-key", Identity, listing(R"("NumericEquals":{"s3:prefix":"1"})"),
        listing(R"("NumericLessThan":{"s3:max-keys":"10"})"), false);
    add("value of another type", "value-not-of-key", Identity, reading(R"("StringEquals":{"aws:SecureTransport":"yes"})"),
        reading(R"("Bool":{"aws:SecureTransport":"true"})"), false);
    add("text operator for an ARN", "string-operator-for-arn", Identity,
        reading(R"("StringLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/a*"})"),
        reading(R"("ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/a*"})"), false);
    add("several values", "multivalued-key", Identity, reading(R"("StringEquals":{"aws:CalledVia":"athena.amazonaws.com"})"),
        reading(R"("ForAnyValue:StringEquals":{"aws:CalledVia":"athena.amazonaws.com"})"));
    add("one value", "set-operator-on-single-value", Identity, reading(R"("ForAnyValue:StringEquals":{"aws:SourceVpc":"vpc-1"})"),
        reading(R"("StringEquals":{"aws:SourceVpc":"vpc-1"})"), false);
    add("ForAllValues without the key", "for-all-values-without-key", Identity,
        R"({"Effect":"Allow","Action":"ec2:CreateTags","Resource":"*","Condition":{"ForAllValues:StringEquals":{"aws:TagKeys":["a","b"]}}})",
        R"({"Effect":"Allow","Action":"ec2:CreateTags","Resource":"*","Condition":{"ForAllValues:StringEquals":{"aws:TagKeys":["a","b"]},"Null":{"aws:TagKeys":"false"}}})");
    add("wildcard in an identifier", "wildcard-in-identifier", Resource,
        R"({"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*","Condition":{"StringLike":{"aws:SourceVpce":"vpce-1*"}}})",
        R"({"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*","Condition":{"StringLike":{"aws:SourceVpce":"vpce-1"}}})");
    add("MFA that may be absent", "mfa-missing-key", Identity,
        R"({"Effect":"Deny","Action":"s3:DeleteObject","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"false"}}})",
        R"({"Effect":"Deny","Action":"s3:DeleteObject","Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}})");
    add("MFA that is only there", "mfa-presence", Identity, reading(R"("Null":{"aws:MultiFactorAuthPresent":"false"})"),
        reading(R"("Bool":{"aws:MultiFactorAuthPresent":"true"})"));

    const auto endpoint = [](const char* effect, const char* condition) {
        return R"({"Effect":")" + std::string(effect) +
               R"(","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*","Condition":{)" + condition + "}}";
    };
    add("SourceIp behind an endpoint", "source-ip-behind-endpoint", GatewayEndpoint,
        endpoint("Allow", R"("IpAddress":{"aws:SourceIp":"203.0.113.0/24"})"),
        endpoint("Allow", R"("IpAddress":{"aws:VpcSourceIp":"10.0.0.0/16"})"));
    add("NotIpAddress behind an endpoint", "source-ip-behind-endpoint", GatewayEndpoint,
        allowAll + ',' + endpoint("Deny", R"("NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"})"),
        allowAll + ',' + endpoint("Deny", R"("NotIpAddress":{"aws:VpcSourceIp":"10.0.0.0/16"})"));
    add("address and endpoint at once", "source-ip-and-endpoint", Resource,
        endpoint("Allow", R"("IpAddress":{"aws:SourceIp":"203.0.113.0/24"},"StringEquals":{"aws:SourceVpce":"vpce-1"})"),
        endpoint("Allow", R"("IpAddress":{"aws:VpcSourceIp":"10.0.0.0/24"},"StringEquals":{"aws:SourceVpce":"vpce-1"})"));
    add("Deny by address also meets endpoints", "source-ip-refuses-endpoints", Resource,
        endpoint("Deny", R"("NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"})"),
        endpoint("Deny", R"("NotIpAddressIfExists":{"aws:SourceIp":"203.0.113.0/24"},"StringNotEqualsIfExists":{"aws:SourceVpc":"vpc-1"})"));
    add("private address as SourceIp", "source-ip-private", Resource,
        endpoint("Allow", R"("IpAddress":{"aws:SourceIp":"10.0.0.0/16"})"),
        endpoint("Allow", R"("IpAddress":{"aws:SourceIp":"203.0.113.0/24"})"));
    add("public address as VpcSourceIp", "vpc-source-ip-public", GatewayEndpoint,
        endpoint("Allow", R"("IpAddress":{"aws:VpcSourceIp":"203.0.113.0/24"})"),
        endpoint("Allow", R"("IpAddress":{"aws:VpcSourceIp":"10.0.0.0/24"})"));
    add("private address of any VPC", "vpc-source-ip-alone", Resource,
        endpoint("Allow", R"("IpAddress":{"aws:VpcSourceIp":"10.0.0.0/16"})"),
        endpoint("Allow", R"("IpAddress":{"aws:VpcSourceIp":"10.0.0.0/16"},"StringEquals":{"aws:SourceVpc":"vpc-1"})"));
    const std::string logs =
        R"(,{"Effect":"Allow","Principal":{"Service":"logging.s3.amazonaws.com"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::b/*"})";
    add("Deny by network hits a service that is allowed", "deny-hits-aws-services", Resource,
        R"({"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-1"}}})" + logs,
        R"({"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-1"},"Bool":{"aws:PrincipalIsAWSService":"false"}}})" + logs);
    add("resource control policy hits services", "deny-hits-aws-services", ResourceControl,
        R"({"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}}})",
        R"({"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"},"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}}})");
    add("service control policy hits calls on behalf", "deny-hits-forwarded-requests", ServiceControl,
        R"({"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"StringNotEqualsIfExists":{"aws:SourceVpc":"vpc-1"}}})",
        R"({"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"StringNotEqualsIfExists":{"aws:SourceVpc":"vpc-1"},"BoolIfExists":{"aws:ViaAWSService":"false"}}})");
    add("key that the service never sets, Deny", "key-not-set-by-service", ServiceControl,
        R"({"Effect":"Deny","Action":"sns:*","Resource":"*","Condition":{"StringNotEquals":{"aws:VpceOrgID":"o-1"}}})",
        R"({"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"StringNotEquals":{"aws:VpceOrgID":"o-1"}}})");
    add("key that the service never sets, Allow", "key-not-set-by-service", Identity,
        R"({"Effect":"Allow","Action":"dynamodb:GetItem","Resource":"*","Condition":{"ArnLike":{"aws:SourceVpcArn":"arn:aws:ec2:*:*:vpc/vpc-1"}}})",
        R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"ArnLike":{"aws:SourceVpcArn":"arn:aws:ec2:*:*:vpc/vpc-1"}}})");

    const auto named = [](const std::string& resources) {
        return R"({"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":[)" + resources + "]}";
    };
    const std::string bucket = R"("arn:aws:s3:::b","arn:aws:s3:::b/*")";
    const std::string point = R"("arn:aws:s3:us-east-1:111122223333:accesspoint/p","arn:aws:s3:us-east-1:111122223333:accesspoint/p/object/*")";
    add("access point without its bucket", "access-point-without-bucket", GatewayEndpoint, named(point), named(bucket + ',' + point));
    add("bucket without its access points", "bucket-without-access-point", GatewayEndpoint, named(bucket), named(bucket + ',' + point));
    add("buckets of AWS left out", "endpoint-policy-without-aws-bucket", GatewayEndpoint, named(bucket),
        named(bucket + R"(,"arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*","arn:aws:s3:::amazonlinux-2-repos-*/*",)"
                       R"("arn:aws:s3:::al2023-repos-*/*","arn:aws:s3:::aws-ssm-*/*","arn:aws:s3:::patch-baseline-*/*")"));
    return traps;
}
