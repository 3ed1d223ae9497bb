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
};

const std::vector<Target>& targets() {
    static const std::vector<Target> all{
        {"s3", {"s3:GetObject", "s3:PutObject", "s3:GetObjectTagging", "S3:getobject"}, {"arn:aws:s3:::bucket/key", "arn:aws:s3:::bucket/bob/a:b", "arn:aws:s3:::bucket/red", "arn:aws:s3:::Bucket/red"}},
        {"s3", {"s3:ListBucket"}, {"arn:aws:s3:::bucket"}},
        {"sqs", {"sqs:SendMessage", "sqs:GetQueueUrl"}, {"arn:aws:sqs:us-east-1:@:queue", "arn:aws:sqs:us-west-2:@:red"}},
        {"dynamodb", {"dynamodb:GetItem"}, {"arn:aws:dynamodb:us-east-1:@:table/t"}},
        {"kms", {"kms:Decrypt"}, {"arn:aws:kms:us-east-1:@:key/k-1"}},
        {"sts", {"sts:AssumeRole"}, {"arn:aws:iam::@:role/target"}},
        {"ec2", {"ec2:RunInstances", "ec2:GetConsoleOutput"}, {"arn:aws:ec2:us-east-1:@:instance/i-1"}},
        {"logs", {"logs:PutLogEvents"}, {"arn:aws:logs:us-east-1:@:log-group:app:log-stream:x"}},
    };
    return all;
}

Json oneOrList(Choices& choices, const Texts& list) {
    return list.size() == 1 && choices.chance(60) ? Json(list[0]) : Json(list);
}

Texts several(Choices& choices, const Texts& pool, int atMost) {
    Texts list;
    for (int i = 1 + choices.below(atMost); i > 0; --i)
        list.push_back(choices.oneOf(pool));
    return list;
}

void addAction(Choices& choices, Json& statement, Place place) {
    static const Texts pool{"*", "s3:*", "s3:Get*", "S3:GETOBJECT", "s3:?etObject", "s3:PutObject", "*:*", "sqs:*", "sqs:SendMessage", "dynamodb:*", "kms:*",
                            "kms:Decrypt", "sts:*", "sts:AssumeRole", "ec2:*", "logs:Put*", "s3:*Object*", "ec2:Get*"};
    static const Texts broad{"s3:*", "sqs:*", "kms:*", "dynamodb:*", "sts:*"};
    if (place == Place::ResourceControl) {
        statement["Action"] = oneOrList(choices, several(choices, broad, 3));
    } else if (place == Place::Trust) {
        statement["Action"] = choices.chance(80) ? "sts:AssumeRole" : "sts:*";
    } else if (choices.chance(12)) {
        statement["NotAction"] = oneOrList(choices, several(choices, pool, 2));
    } else {
        statement["Action"] = choices.chance(30) ? Json("*") : oneOrList(choices, several(choices, pool, 5));
    }
}

void addResource(Choices& choices, Json& statement, Place place) {
    static const Texts pool{"*", "arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket", "arn:aws:s3:::*", "arn:aws:s3:::bucket/${aws:username}/*", "arn:aws:s3:::b*t/k?y",
                            "arn:aws:s3:::bucket/${aws:PrincipalTag/Team, 'red'}", "arn:aws:s3:::bucket/${aws:PrincipalTag/Team}", "arn:*:s3:::*/red", "arn:aws:s3:*",
                            "arn:aws:sqs:*:*:queue", "arn:aws:sqs:us-*", "arn:aws:sqs:us-east-1:111111111111:*", "arn:aws:sqs:*:queue", "arn:aws:dynamodb:*:*:table/*",
                            "arn:aws:kms:us-east-1:*:key/*", "arn:aws:iam::*:role/*", "arn:aws:ec2:us-east-1:*:instance/i-?", "arn:aws:logs:*:*:log-group:a*",
                            "arn:aws:logs:us-east-1:*:log-group:app:*:x", "arn:aws:logs:us-east-1:*:log-group:*x", "arn:aws:logs:us-east-1:111111111111:log-group:a*p:log-stream:?",
                            "arn:aws:s3:::bucket/r${*}d", "arn:aws:s3:::Bucket/r${*}d", "arn:aws:s3:::bucket/*:b", "arn:aws:s3:::bucket/bob/a?b", "arn:aws:s3:::buc*b",
                            "arn:aws:logs:us-east-1:111111111111:*group:app:log-stream:x", "arn:aws:sqs:us-*1:*:q*e", "arn:aws:s3:::${aws:TagKeys}/*", "arn:aws:s3:?::bucket/key"};
    static const Texts shortened{"arn:aws:s3", "arn:aws:sqs:us-east-1", "arn:aws:sqs:us-east-1:111111111111", "arn:aws:dynamodb"};
    if (place == Place::Trust)
        return;
    Texts list = choices.chance(35) ? Texts{"*"} : several(choices, pool, 5);
    if (place == Place::Identity && choices.chance(6))
        list.push_back(choices.oneOf(shortened));
    // Whether NotResource with a variable that has no value speaks of everything or of nothing AWS does not say.
    const bool variables = std::any_of(list.begin(), list.end(), [](const std::string& text) { return text.find("${") != std::string::npos; });
    statement[!variables && choices.chance(15) ? "NotResource" : "Resource"] = oneOrList(choices, list);
}

Json principalElement(Choices& choices) {
    static const Texts arns{"111111111111", "222222222222", "arn:aws:iam::111111111111:root", "arn:aws:iam::111111111111:user/bob", "arn:aws:iam::111111111111:role/app",
                            "arn:aws:sts::111111111111:assumed-role/app/i-1", "arn:aws:sts::111111111111:federated-user/fed", "arn:aws:iam::222222222222:user/bob"};
    Json element = Json::object();
    if (choices.chance(90))
        element["AWS"] = oneOrList(choices, several(choices, arns, 4));
    if (element.empty() || choices.chance(15))
        element["Service"] = choices.chance(70) ? Json("lambda.amazonaws.com") : Json({"s3.amazonaws.com", "lambda.amazonaws.com"});
    if (choices.chance(5))
        element["Federated"] = "cognito-identity.amazonaws.com";
    return element;
}

void addPrincipal(Choices& choices, Json& statement, Place place) {
    if (place == Place::Identity || place == Place::ServiceControl)
        return;
    if (place == Place::ResourceControl || choices.chance(40)) {
        statement["Principal"] = place == Place::ResourceControl || choices.chance(60) ? Json("*") : Json{{"AWS", "*"}};
        return;
    }
    const bool except = place != Place::Trust && statement["Effect"] == "Deny" && choices.chance(35);
    statement[except ? "NotPrincipal" : "Principal"] = principalElement(choices);
}

Json statement(Choices& choices, Place place) {
    Json made = Json::object();
    const bool deny = place == Place::ResourceControl || choices.chance(place == Place::ServiceControl ? 25 : 14);
    made["Effect"] = deny ? "Deny" : "Allow";
    addPrincipal(choices, made, place);
    addAction(choices, made, place);
    addResource(choices, made, place);
    if (choices.chance(deny ? 85 : 45))
        made["Condition"] = conditions(choices);
    return made;
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

std::string policyText(Choices& choices, Place place) {
    Json document = Json::object();
    if (place == Place::ResourceControl || choices.chance(85))
        document["Version"] = "2012-10-17";
    else if (choices.chance(50))
        document["Version"] = "2008-10-17";
    Json list = Json::array();
    if (place == Place::ServiceControl && choices.chance(60))
        list.push_back({{"Effect", "Allow"}, {"Action", "*"}, {"Resource", "*"}});
    for (int i = 1 + choices.below(3); i > 0; --i)
        list.push_back(statement(choices, place));
    document["Statement"] = list.size() == 1 && choices.chance(50) ? list[0] : list;
    return document.dump();
}

naive_policy::Request randomRequest(Choices& choices) {
    naive_policy::Request request;
    request.principal = choices.oneOf(principals());
    const Target target = choices.oneOf(targets());
    request.resourceAccount = choices.chance(70) ? "111111111111" : "222222222222";
    request.action = choices.oneOf(target.actions);
    request.resource = choices.oneOf(target.resources);
    if (const auto at = request.resource.find('@'); at != std::string::npos)
        request.resource.replace(at, 1, request.resourceAccount);
    if (choices.chance(3)) {
        request.action = choices.chance(80) ? "s3:ListAllMyBuckets" : "sts:GetCallerIdentity";
        request.resource = "*";
        request.actionHasNoResource = true;
    }
    addKeys(choices, request);
    if (request.principal == "anonymous") // the engine says false where the specification has no such key
        request.keys["aws:PrincipalIsAWSService"] = {"false"};
    return request;
}

World::World(Choices& choices, int documents) {
    for (std::size_t place = 0; place < std::size(m_shelves); ++place) {
        for (int i = 0; i < documents; ++i) {
            auto document = std::make_unique<Document>();
            document->text = policyText(choices, static_cast<Place>(place));
            document->json = Json::parse(document->text);
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
    const bool hasPolicies = made.request.principal.find(":root") == std::string::npos && made.request.principal.rfind("arn:", 0) == 0;
    if (hasPolicies)
        made.identity = some(choices, of(Place::Identity), 4);
    if (hasPolicies && choices.chance(25))
        made.boundary = some(choices, of(Place::Identity), 1);
    while ((federated && made.session.empty()) || (session && made.session.empty() && choices.chance(25)))
        made.session = some(choices, of(Place::Identity), 2); // a federated user without one may do nothing
    for (int levels = choices.chance(25) ? 1 + choices.below(3) : 0; levels > 0; --levels)
        made.scp.push_back(some(choices, of(Place::ServiceControl), 3));
    const bool protectable = made.request.action.rfind("ec2:", 0) != 0; // RCPs speak of some services only
    if (protectable && choices.chance(15))
        made.rcp.push_back(some(choices, of(Place::ResourceControl), 2));
    const auto resource = some(choices, of(made.request.action == "sts:AssumeRole" ? Place::Trust : Place::Resource), 1);
    if (!resource.empty())
        made.resource = resource[0];
    if (choices.chance(25))
        (choices.chance(50) ? made.gateways : made.interfaces) = some(choices, of(Place::Endpoint), 2);
    return made;
}

} // namespace random_policy
