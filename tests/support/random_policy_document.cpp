// SPDX-License-Identifier: MIT
#include "tests/support/random_policy.h"

namespace random_policy {

namespace {

using Texts = std::vector<std::string>;
using waylight::Json;

Json oneOrList(Choices& choices, const Texts& list) {
    return list.size() == 1 && choices.chance(60) ? Json(list[0]) : Json(list);
}

Texts several(Choices& choices, const Texts& pool, int atMost) {
    Texts list;
    for (int i = 1 + choices.below(atMost); i > 0; --i)
        list.push_back(choices.oneOf(pool));
    return list;
}

Json principalElement(Choices& choices) {
    static const Texts arns{"111111111111", "222222222222", "arn:aws:iam::111111111111:root", "arn:aws:iam::111111111111:user/bob", "arn:aws:iam::111111111111:role/app",
                            "arn:aws:sts::111111111111:assumed-role/app/i-1", "arn:aws:sts::111111111111:federated-user/fed", "arn:aws:iam::222222222222:user/bob"};
    static const Texts canonical{"79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be", "64-digit-alphanumeric-value"};
    Json element = Json::object();
    if (choices.chance(90))
        element["AWS"] = oneOrList(choices, several(choices, arns, 4));
    if (element.empty() || choices.chance(15))
        element["Service"] = choices.chance(70) ? Json("lambda.amazonaws.com") : Json({"s3.amazonaws.com", "lambda.amazonaws.com"});
    if (choices.chance(5))
        element["Federated"] = "cognito-identity.amazonaws.com";
    if (choices.chance(8))
        element["CanonicalUser"] = oneOrList(choices, several(choices, canonical, 2));
    return element;
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
    statement[choices.chance(15) ? "NotResource" : "Resource"] = oneOrList(choices, list);
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

} // namespace random_policy
