// SPDX-License-Identifier: MIT
#include "tests/bench/policy_workload.h"

namespace waylight::policy {
namespace {

const char* const identityText = R"([
  {"Sid": "Read", "Effect": "Allow", "Action": ["s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket"],
   "Resource": ["arn:aws:s3:::data-lake", "arn:aws:s3:::data-lake/*"]},
  {"Sid": "Write", "Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::data-lake/incoming/${aws:PrincipalTag/team}/*",
   "Condition": {"StringEquals": {"s3:x-amz-server-side-encryption": "aws:kms"}}},
  {"Sid": "Logs", "Effect": "Allow", "Action": ["logs:Create*", "logs:Put*"], "Resource": "*"},
  {"Sid": "NotOutside", "Effect": "Deny", "Action": "s3:*", "Resource": "*",
   "Condition": {"StringNotEqualsIfExists": {"aws:ResourceAccount": ["111111111111", "222222222222"]}}}])";
const char* const endpointText = R"([
  {"Sid": "Own", "Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*",
   "Condition": {"StringEquals": {"aws:PrincipalAccount": "111111111111"}}},
  {"Sid": "Packages", "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::al2023-repos-*/*"},
  {"Sid": "NoDelete", "Effect": "Deny", "Principal": "*", "Action": ["s3:DeleteBucket*", "s3:PutBucketPolicy"], "Resource": "*"}])";
const char* const bucketText = R"([
  {"Sid": "OnlyTls", "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::data-lake", "arn:aws:s3:::data-lake/*"],
   "Condition": {"Bool": {"aws:SecureTransport": "false"}}},
  {"Sid": "OnlyEndpoint", "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::data-lake", "arn:aws:s3:::data-lake/*"],
   "Condition": {"StringNotEquals": {"aws:SourceVpce": ["vpce-0a1b2c3d4e5f60718", "vpce-0ffffffffffffffff"]}, "Bool": {"aws:PrincipalIsAWSService": "false"}}},
  {"Sid": "Partner", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::222222222222:role/partner"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::data-lake/shared/*"},
  {"Sid": "Team", "Effect": "Allow", "Principal": "*", "Action": ["s3:Get*", "s3:List*"], "Resource": ["arn:aws:s3:::data-lake", "arn:aws:s3:::data-lake/*"],
   "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111111111111:role/team-*"}}},
  {"Sid": "Network", "Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::data-lake/*",
   "Condition": {"NotIpAddress": {"aws:VpcSourceIp": ["10.0.0.0/16", "10.8.0.0/14"]}}}])";

Json documentWith(Json statements) {
    return {{"Version", "2012-10-17"}, {"Statement", std::move(statements)}};
}

Source sourceOf(const char* label, const Json& document) {
    return {label, Document::parse(document.dump()).document};
}

/// Statements of other applications of the role, to make its policy long.
Json otherStatement(std::size_t number) {
    const std::string n = std::to_string(number);
    return {{"Sid", "App" + n}, {"Effect", number % 7 == 0 ? "Deny" : "Allow"}, {"Action", Json::array({"s3:Get*", "s3:PutObject", "sqs:SendMessage"})},
            {"Resource", Json::array({"arn:aws:s3:::app-" + n + "-*/*", "arn:aws:sqs:*:111111111111:app-" + n})},
            {"Condition", {{"StringLike", {{"aws:PrincipalTag/app", "app-" + n + "*"}}}}}};
}

RequestContext requestNumber(std::size_t number) {
    static constexpr const char* actions[] = {"s3:GetObject", "s3:PutObject", "s3:ListBucket", "s3:DeleteBucketPolicy"};
    RequestContext context;
    const std::string role = number % 3 == 0 ? "team-blue" : "batch";
    context.principal = *Principal::parse("arn:aws:sts::111111111111:assumed-role/" + role + "/i-0123456789abcdef0");
    context.action = actions[number % 4];
    context.resource = number % 4 >= 2 ? "arn:aws:s3:::data-lake" : "arn:aws:s3:::data-lake/incoming/blue/2026/11/part-" + std::to_string(number) + ".parquet";
    context.resourceAccount = "111111111111";
    context.keys.set("aws:SecureTransport", "true");
    if (number % 5 != 4)
        context.keys.set("aws:SourceVpce", "vpce-0a1b2c3d4e5f60718");
    context.keys.set("aws:SourceVpc", "vpc-0a1b2c3d4e5f60718");
    context.keys.set("aws:VpcSourceIp", number % 6 == 5 ? "172.16.0.1" : "10.0.1.5");
    context.keys.set("aws:PrincipalTag/team", "blue");
    context.keys.set("aws:PrincipalTag/app", "app-" + std::to_string(number));
    context.keys.set("s3:x-amz-server-side-encryption", "aws:kms");
    context.keys.set("aws:RequestedRegion", "eu-west-1");
    addPrincipalKeys(context);
    return context;
}

} // namespace

PolicyWorkload policyWorkload(std::size_t identityStatements) {
    PolicyWorkload work;
    Json statements = Json::parse(identityText);
    while (statements.size() < identityStatements)
        statements.push_back(otherStatement(statements.size()));
    work.identity = documentWith(std::move(statements));
    work.endpoint = documentWith(Json::parse(endpointText));
    work.bucket = documentWith(Json::parse(bucketText));
    work.policies.identity = {sourceOf("role", work.identity)};
    work.policies.endpoints = {{sourceOf("endpoint", work.endpoint), true}};
    work.policies.resource = {sourceOf("bucket", work.bucket)};
    for (std::size_t i = 0; i < 60; ++i)
        work.requests.push_back(requestNumber(i));
    return work;
}

Json toJson(const PolicyWorkload& work) {
    Json requests = Json::array();
    for (const RequestContext& context : work.requests) {
        Json keys = Json::object();
        for (const ContextKey& key : context.keys.all())
            keys[key.name] = key.values.size() == 1 ? Json(key.values.front()) : Json(key.values);
        requests.push_back({{"request", {{"principal", context.principal.arn}, {"action", context.action}, {"resource", context.resource}, {"resourceAccount", context.resourceAccount}, {"context", keys}}}});
    }
    return {{"identity", work.identity}, {"endpoint", work.endpoint}, {"bucket", work.bucket}, {"requests", requests}};
}

} // namespace waylight::policy
