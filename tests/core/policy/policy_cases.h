// SPDX-License-Identifier: MIT
// Raw strings with a comment opener in them hide the class from moc: patterns in them end in `x*`, not in a slash and a star.
#pragma once

#include "core/policy/decision.h"

#include <QtGlobal>

#include <string>

/// Short ways to write policies and requests in tests.
namespace waylight::policy {

inline DocumentPtr documentOf(const std::string& text) {
    auto parsed = Document::parse(text);
    if (!parsed.document)
        qFatal("not a policy: %s", text.c_str());
    return parsed.document;
}

/// A policy of the statements given, in Version 2012-10-17.
inline Source policyOf(const std::string& statements, const std::string& label = "p") {
    return {label, documentOf(R"({"Version": "2012-10-17", "Statement": [)" + statements + "]}")};
}

inline const char* const allowAll = R"({"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"})";
inline const char* const denyAll = R"({"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"})";
inline const char* const allowOther = R"({"Effect": "Allow", "Principal": "*", "Action": "ec2:*", "Resource": "*"})";

inline RequestContext request(const std::string& principal, const std::string& account = "111111111111") {
    RequestContext context;
    context.principal = *Principal::parse(principal);
    context.action = "s3:GetObject";
    context.resource = "arn:aws:s3:::bucket/key";
    context.resourceAccount = account;
    return context;
}

inline const std::string user = "arn:aws:iam::111111111111:user/bob";
inline const std::string role = "arn:aws:iam::111111111111:role/app";
inline const std::string session = "arn:aws:sts::111111111111:assumed-role/app/i-1";
inline const std::string root = "arn:aws:iam::111111111111:root";

/// An Allow for one principal.
inline std::string allowFor(const std::string& principal) {
    return R"({"Effect": "Allow", "Principal": {"AWS": ")" + principal + R"("}, "Action": "s3:*", "Resource": "*"})";
}

} // namespace waylight::policy
