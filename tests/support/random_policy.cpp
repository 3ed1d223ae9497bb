// SPDX-License-Identifier: MIT
#include "tests/support/random_policy.h"

#include <algorithm>

namespace random_policy {

namespace {

using Texts = std::vector<std::string>;
using waylight::Json;

const Texts& principals() {
    static const Texts all{"arn:aws:iam::111111111111:user/bob",
                           "arn:aws:iam::111111111111:user/eve",
                           "arn:aws:iam::222222222222:user/bob",
                           "arn:aws:iam::111111111111:role/app",
                           "arn:aws:sts::111111111111:assumed-role/app/i-1",
                           "arn:aws:sts::111111111111:assumed-role/app/i-2",
                           "arn:aws:sts::111111111111:federated-user/fed",
                           "arn:aws:iam::111111111111:root",
                           "lambda.amazonaws.com",
                           "anonymous",
                           "arn:aws:iam::111111111111:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX"};
    return all;
}

struct Target {
    std::string service;
    Texts actions;
    Texts resources; ///< `@` stands for the account
    Texts many;      ///< requests for several of them
};

const std::vector<Target>& targets() {
    static const std::vector<Target> all{
        {"s3", {"s3:GetObject", "s3:PutObject", "s3:GetObjectTagging", "S3:getobject"}, {"arn:aws:s3:::bucket/key", "arn:aws:s3:::bucket/bob/a:b", "arn:aws:s3:::bucket/red", "arn:aws:s3:::Bucket/red"},
         {"arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket/r*d", "arn:aws:s3:::bucket/bob/*:b", "arn:aws:s3:::buc*y", "*"}},
        {"s3", {"s3:ListBucket"}, {"arn:aws:s3:::bucket"}, {"arn:aws:s3:::b*"}},
        {"sqs", {"sqs:SendMessage", "sqs:GetQueueUrl"}, {"arn:aws:sqs:us-east-1:@:queue", "arn:aws:sqs:us-west-2:@:red"}, {"arn:aws:sqs:us-west-2:@:*", "arn:aws:sqs:us-east-1:@:q*e"}},
        {"dynamodb", {"dynamodb:GetItem"}, {"arn:aws:dynamodb:us-east-1:@:table/t"}, {"arn:aws:dynamodb:us-east-1:@:table/*"}},
        {"kms", {"kms:Decrypt"}, {"arn:aws:kms:us-east-1:@:key/k-1"}, {"arn:aws:kms:us-east-1:@:key/k*"}},
        {"sts", {"sts:AssumeRole"}, {"arn:aws:iam::@:role/target"}, {"arn:aws:iam::@:role/t*"}},
        {"ec2", {"ec2:RunInstances", "ec2:GetConsoleOutput"}, {"arn:aws:ec2:us-east-1:@:instance/i-1"}, {"arn:aws:ec2:us-east-1:@:instance/*"}},
        {"logs", {"logs:PutLogEvents"}, {"arn:aws:logs:us-east-1:@:log-group:app:log-stream:x"}, {"arn:aws:logs:us-east-1:@:log-group:app:*"}},
    };
    return all;
}

void addKeys(Choices& choices, naive_policy::Request& request) {
    static const Texts own{"aws:PrincipalAccount", "aws:PrincipalType", "aws:PrincipalIsAWSService", "aws:PrincipalArn", "aws:ResourceAccount", "aws:username"};
    for (const std::string& name : keyNames()) {
        const bool fromPrincipal = std::find(own.begin(), own.end(), name) != own.end();
        if (!choices.chance(fromPrincipal ? 3 : 60))
            continue;
        std::vector<std::string>& values = request.keys[name];
        const int count = choices.chance(name == "aws:TagKeys" ? 30 : 93) ? 1 : choices.below(4);
        for (int i = 0; i < count; ++i)
            values.push_back(valueFor(choices, name, false));
    }
}

} // namespace

naive_policy::Request randomRequest(Choices& choices) {
    naive_policy::Request request;
    request.principal = choices.oneOf(principals());
    const Target target = choices.oneOf(targets());
    request.resourceAccount = choices.chance(70) ? "111111111111" : "222222222222";
    request.action = choices.oneOf(target.actions);
    request.resource = choices.chance(8) ? choices.oneOf(target.many) : choices.oneOf(target.resources);
    if (const auto at = request.resource.find('@'); at != std::string::npos)
        request.resource.replace(at, 1, request.resourceAccount);
    if (choices.chance(3)) {
        request.action = choices.chance(80) ? "s3:ListAllMyBuckets" : "sts:GetCallerIdentity";
        request.resource = "*";
        request.actionHasNoResource = true;
    }
    if (request.action.rfind("s3:", 0) == 0 && choices.chance(15))
        request.bucketOwnsObject = choices.chance(50) ? std::optional(false) : std::nullopt;
    addKeys(choices, request);
    if (request.principal == "anonymous") // the engine says false where the specification has no such key
        request.keys["aws:PrincipalIsAWSService"] = {"false"};
    return request;
}

World::World(Choices& choices, int documents) {
    for (std::size_t place = 0; place < std::size(m_shelves); ++place) {
        for (int i = 0; i < documents; ++i) {
            auto document = std::make_unique<Document>();
            document->json = Json::parse(policyText(choices, static_cast<Place>(place)));
            if (choices.chance(6))
                document->json = spoiled(choices, document->json);
            document->text = document->json.dump();
            document->parsed = waylight::policy::Document::parse(document->text).document;
            m_shelves[place].push_back(std::move(document));
        }
    }
}

std::vector<const Document*> World::some(Choices& choices, const Shelf& shelf, int atMost) const {
    std::vector<const Document*> list;
    for (int i = choices.below(atMost + 1); i > 0; --i)
        list.push_back(shelf[static_cast<std::size_t>(choices.below(static_cast<int>(shelf.size())))].get());
    return list;
}

Question World::question(Choices& choices) const {
    Question made;
    made.request = randomRequest(choices);
    const bool session = made.request.principal.find(":sts:") != std::string::npos;
    const bool federated = made.request.principal.find("federated-user") != std::string::npos;
    const bool hasPolicies = made.request.principal.rfind("arn:", 0) == 0; // that root has none must not matter
    if (hasPolicies)
        made.identity = some(choices, of(Place::Identity), 4);
    if (hasPolicies && choices.chance(25))
        made.boundary = some(choices, of(Place::Identity), 1);
    while ((federated && made.session.empty()) || (session && made.session.empty() && choices.chance(40)))
        made.session = some(choices, of(Place::Identity), 2); // a federated user without one may do nothing
    for (int levels = choices.chance(25) ? 1 + choices.below(3) : 0; levels > 0; --levels)
        made.scp.push_back(some(choices, of(Place::ServiceControl), 3));
    if (choices.chance(15))
        made.rcp.push_back(some(choices, of(Place::ResourceControl), 2));
    const auto resource = some(choices, of(made.request.action == "sts:AssumeRole" ? Place::Trust : Place::Resource), 1);
    if (!resource.empty())
        made.resource = resource[0];
    if (choices.chance(25))
        (choices.chance(50) ? made.gateways : made.interfaces) = some(choices, of(Place::Endpoint), 2);
    return made;
}

} // namespace random_policy
