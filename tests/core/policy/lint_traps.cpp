// SPDX-License-Identifier: MIT
// Apart from the test class: moc takes the slash and star of a pattern in a raw string for a comment.
#include "tests/core/policy/lint_traps.h"

std::string document(const std::string& statements) {
    return R"({"Version":"2012-10-17","Statement":[)" + statements + "]}";
}

namespace {

using enum waylight::policy::PolicyForm;

void addTypes(const auto& add, const auto& reading) {
    add("operator of another type", "operator-not-for-key", Identity, reading(R"("NumericEquals":{"aws:SourceVpc":"1"})"),
        reading(R"("StringEquals":{"aws:SourceVpc":"vpc-1"})"));
    add("capital letter in a text that is true or false", "operator-not-for-key", Identity,
        reading(R"("StringEquals":{"aws:SecureTransport":"True"})"), reading(R"("Bool":{"aws:SecureTransport":"True"})"));
    add("block of addresses as a text", "operator-not-for-key", Identity,
        reading(R"("StringNotEquals":{"aws:SourceIp":"203.0.113.0/24"})"), reading(R"("NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"})"));
    add("value of another type", "value-not-of-key", Identity, reading(R"("StringEquals":{"aws:SecureTransport":"yes"})"),
        reading(R"("Bool":{"aws:SecureTransport":"true"})"));
    add("value as a text", "value-compared-as-text", Identity, reading(R"("StringEquals":{"aws:SecureTransport":"true"})"),
        reading(R"("Bool":{"aws:SecureTransport":"true"})"));
    add("key that AWS does not know", "unknown-key", Identity, reading(R"("StringEquals":{"aws:SourceVpcc":"vpc-1"})"),
        reading(R"("StringEquals":{"aws:SourceVpc":"vpc-1"})"));
    add("presence of a key that AWS does not know", "unknown-key", Identity, reading(R"("Null":{"aws:SourceVpcc":"false"})"),
        reading(R"("Null":{"aws:SourceVpc":"false"})"));
    add("several values, negated", "multivalued-key", Identity,
        reading(R"("StringNotEquals":{"aws:CalledVia":"athena.amazonaws.com"})"),
        reading(R"("ForAnyValue:StringNotEquals":{"aws:CalledVia":"athena.amazonaws.com"})"));
    add("unknown service, nothing like it", "unknown-service", Identity, R"({"Effect":"Allow","Action":"frobnicator:GetObject","Resource":"*"})",
        R"({"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"})");
    add("unknown service, and the rest of the policy makes up for it", "unknown-service", Identity,
        R"({"Effect":"Allow","Action":"s33:GetObject","Resource":"*"},{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"})",
        R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*"})");
    add("unknown action, nothing like it", "unknown-action", Identity, R"({"Effect":"Allow","Action":"s3:Frobnicate","Resource":"arn:aws:s3:::b/*"})",
        R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"})");
    add("unknown action in NotAction", "unknown-action", Identity, R"({"Effect":"Deny","NotAction":"s3:GetObjekt","Resource":"*"})",
        R"({"Effect":"Deny","NotAction":"s3:GetObject","Resource":"*"})");
}

void addAccessPoints(const auto& add) {
    const auto reading = [](const std::string& resource, const std::string& more = {}) {
        return R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/app"},"Action":"s3:GetObject","Resource":")" + resource + '"' + more + '}';
    };
    const auto when = [](const std::string& condition) { return R"(,"Condition":{)" + condition + '}'; };
    const std::string point = "arn:aws:s3:us-east-1:111122223333:accesspoint/p/object/*";
    const std::string account = R"("s3:DataAccessPointAccount":"111122223333")";
    add("access point in a bucket policy", "access-point-in-bucket-policy", Bucket, reading(point),
        reading("arn:aws:s3:::b/*", when(R"("StringEquals":{)" + account + '}')));
    add("access point in a Deny of a bucket policy", "access-point-in-bucket-policy", Bucket,
        R"({"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":")" + point + "\"}",
        R"({"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"})");
    add("bucket in an access point's policy", "bucket-in-access-point-policy", AccessPoint, reading("arn:aws:s3:::b/*"), reading(point));
    add("access points of any account by their network", "access-point-of-any-account", Bucket,
        reading("arn:aws:s3:::b/*", when(R"("StringEquals":{"s3:AccessPointNetworkOrigin":"VPC"})")),
        reading("arn:aws:s3:::b/*", when(R"("StringEquals":{"s3:AccessPointNetworkOrigin":"VPC",)" + account + '}')));
    add("access points of any account by their ARN", "access-point-of-any-account", Bucket,
        reading("arn:aws:s3:::b/*", when(R"("ArnLike":{"s3:DataAccessPointArn":"arn:aws:s3:us-east-1:*:accesspoint/p"})")),
        reading("arn:aws:s3:::b/*", when(R"("ArnLike":{"s3:DataAccessPointArn":"arn:aws:s3:us-east-1:111122223333:accesspoint/p"})")));
    add("access points one by one", "delegate-to-access-points", Bucket,
        reading("arn:aws:s3:::b/*", when(R"("ArnEquals":{"s3:DataAccessPointArn":"arn:aws:s3:us-east-1:111122223333:accesspoint/p"})")),
        reading("arn:aws:s3:::b/*", when(R"("StringEquals":{)" + account + '}')));
}

void addTrust(const auto& add) {
    const auto taking = [](const std::string& principal, const std::string& action = "sts:AssumeRole", const std::string& condition = {}) {
        return R"({"Effect":"Allow","Principal":)" + principal + R"(,"Action":")" + action + '"' +
               (condition.empty() ? condition : R"(,"Condition":{)" + condition + '}') + '}';
    };
    const auto aws = [](const std::string& who) { return R"({"AWS":")" + who + "\"}"; };
    const std::string lambda = R"({"Service":"lambda.amazonaws.com"})";
    const std::string own = aws("arn:aws:iam::111122223333:role/app");
    add("role for everyone", "trust-everyone", Trust, taking(aws("*")), taking(aws("*"), "sts:AssumeRole", R"("StringEquals":{"aws:PrincipalOrgID":"o-1"})"));
    add("role for everyone with MFA", "trust-everyone", Trust,
        taking(aws("*"), "sts:AssumeRole", R"("Bool":{"aws:MultiFactorAuthPresent":"true"})"),
        taking(own, "sts:AssumeRole", R"("Bool":{"aws:MultiFactorAuthPresent":"true"})"));
    add("service for anybody", "trust-service-any-source", Trust, taking(R"({"Service":"cloudtrail.amazonaws.com"})"),
        taking(R"({"Service":"cloudtrail.amazonaws.com"})", "sts:AssumeRole", R"("StringEquals":{"aws:SourceAccount":"111122223333"})"));
    add("instances belong to the role's account", "trust-service-any-source", Trust, taking(lambda), taking(R"({"Service":"ec2.amazonaws.com"})"));
    add("action of another service", "trust-wrong-action", Trust, taking(own, "s3:GetObject"), taking(own));
    add("wildcard in a principal", "trust-principal-wildcard", Trust, taking(aws("arn:aws:iam::111122223333:role/app-*")),
        taking(aws("111122223333"), "sts:AssumeRole", R"("ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/app-*"})"));
    add("another company's account", "trust-without-external-id", Trust, taking(aws("arn:aws:iam::444455556666:root")),
        taking(aws("arn:aws:iam::444455556666:root"), "sts:AssumeRole", R"("StringEquals":{"sts:ExternalId":"12345"})"));
    add("action of an identity provider", "trust-action-not-for-principal", Trust, taking(own, "sts:AssumeRoleWithSAML"),
        taking(R"({"Federated":"arn:aws:iam::111122223333:saml-provider/p"})", "sts:AssumeRoleWithSAML", R"("StringEquals":{"SAML:aud":"https://signin.aws.amazon.com/saml"})"));
}

} // namespace

std::vector<LintTrap> lintTraps() {
    std::vector<LintTrap> traps;
    const auto add = [&](const char* name, const char* code, waylight::policy::PolicyForm form, const std::string& trap,
                         const std::string& sound) {
        traps.push_back({name, code, form, trap, sound});
    };
    const std::string allowAll = R"({"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"})";
    const std::string deny = R"({"Effect":"Deny","Principal":"*","Action":"s3:DeleteObject","Resource":"*"})";
    add("endpoint policy of Deny only", "endpoint-policy-without-allow", GatewayEndpoint, deny, deny + ',' + allowAll);
    add("unknown service", "unknown-service", Identity, R"({"Effect":"Allow","Action":"s33:GetObject","Resource":"*"})",
        R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*"})");
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

    add("a policy change denied on one bucket only", "denied-can-be-regained", Identity,
        R"({"Effect":"Allow","Action":"s3:*Bucket*","Resource":["arn:aws:s3:::a","arn:aws:s3:::b"]},{"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::a"})",
        R"({"Effect":"Allow","Action":"s3:*Bucket*","Resource":["arn:aws:s3:::a","arn:aws:s3:::b"]},{"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::*"})");
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
        R"({"Effect":"Allow","Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::b/*","arn:aws:s3:::b"]})");

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
        listing(R"("NumericLessThan":{"s3:max-keys":"10"})"));
    add("value of another type", "value-not-of-key", Identity, reading(R"("StringEquals":{"aws:SecureTransport":"yes"})"),
        reading(R"("Bool":{"aws:SecureTransport":"true"})"));
    add("wildcard that leaves its part of an ARN", "string-operator-for-arn", Identity,
        reading(R"("StringLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/a"})"),
        reading(R"("ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/a"})"));
    add("text operator for an ARN", "arn-compared-as-text", Identity,
        reading(R"("StringLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/a*"})"),
        reading(R"("ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/a*"})"));
    addTypes(add, reading);
    add("several values", "multivalued-key", Identity, reading(R"("StringEquals":{"aws:CalledVia":"athena.amazonaws.com"})"),
        reading(R"("ForAnyValue:StringEquals":{"aws:CalledVia":"athena.amazonaws.com"})"));
    add("one value", "set-operator-on-single-value", Identity, reading(R"("ForAllValues:StringEquals":{"aws:SourceVpc":"vpc-1"})"),
        reading(R"("StringEquals":{"aws:SourceVpc":"vpc-1"})"));
    add("one value, negated", "set-operator-on-single-value", Identity,
        reading(R"("ForAnyValue:StringNotEquals":{"aws:SourceVpc":"vpc-1"})"), reading(R"("StringNotEquals":{"aws:SourceVpc":"vpc-1"})"));
    add("one value, no difference", "set-operator-without-effect", Identity,
        reading(R"("ForAnyValue:StringEquals":{"aws:SourceVpc":"vpc-1"})"), reading(R"("StringEquals":{"aws:SourceVpc":"vpc-1"})"));
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
                       R"("arn:aws:s3:::al2023-repos-*/*","arn:aws:s3:::aws-ssm-*/*","arn:aws:s3:::amazon-ssm-*/*",)"
                       R"("arn:aws:s3:::aws-patch-manager-eu-west-1-5522fb710/*","arn:aws:s3:::patch-baseline-*/*")"));
    addAccessPoints(add);
    addTrust(add);
    return traps;
}
