// SPDX-License-Identifier: MIT
#include "ui/panels/policy_templates.h"

#include "core/base/arn.h"
#include "core/edit/instance_trust.h"
#include "ui/panels/look.h"

#include <QCoreApplication>

#include <algorithm>

namespace waylight {
namespace {

using For = PolicyTemplate::For;

// What stands for something of the design; what the design lacks keeps these names.
constexpr const char* exampleBucket = "arn:aws:s3:::my-bucket";
constexpr const char* exampleTable = "arn:aws:dynamodb:us-east-1:111122223333:table/my-table";
constexpr const char* exampleEndpoint = "vpce-1";
constexpr const char* exampleAccount = "arn:aws:iam::111122223333:root";
constexpr const char* exampleRole = "arn:aws:iam::111122223333:role/app";

constexpr PolicyTemplate templates[] = {
    {QT_TRANSLATE_NOOP("policy", "Full access (the default of an endpoint)"),
     R"json({
  "Version": "2008-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": "*",
      "Action": "*",
      "Resource": "*"
    }
  ]
})json",
     For::Endpoint},
    {QT_TRANSLATE_NOOP("policy", "One bucket only"),
     R"json({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": "*",
      "Action": [
        "s3:GetObject",
        "s3:PutObject",
        "s3:ListBucket"
      ],
      "Resource": [
        "arn:aws:s3:::my-bucket",
        "arn:aws:s3:::my-bucket/*"
      ]
    }
  ]
})json",
     For::Endpoint},
    {QT_TRANSLATE_NOOP("policy", "One table only"),
     R"json({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": "*",
      "Action": [
        "dynamodb:GetItem",
        "dynamodb:PutItem",
        "dynamodb:Query"
      ],
      "Resource": [
        "arn:aws:dynamodb:us-east-1:111122223333:table/my-table",
        "arn:aws:dynamodb:us-east-1:111122223333:table/my-table/index/*"
      ]
    }
  ]
})json",
     For::Endpoint},
    {QT_TRANSLATE_NOOP("policy", "Only callers with one role"),
     R"json({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": "*",
      "Action": "*",
      "Resource": "*",
      "Condition": {
        "ArnEquals": {
          "aws:PrincipalArn": "arn:aws:iam::111122223333:role/app"
        }
      }
    }
  ]
})json",
     For::Endpoint},
    {QT_TRANSLATE_NOOP("policy", "Only through one VPC endpoint"),
     R"json({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "OnlyThroughTheEndpoint",
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:*",
      "Resource": [
        "arn:aws:s3:::my-bucket",
        "arn:aws:s3:::my-bucket/*"
      ],
      "Condition": {
        "StringNotEquals": {
          "aws:SourceVpce": "vpce-1"
        }
      }
    }
  ]
})json",
     For::Target},
    {QT_TRANSLATE_NOOP("policy", "One role may read and write"),
     R"json({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": {
        "AWS": "arn:aws:iam::111122223333:role/app"
      },
      "Action": [
        "s3:GetObject",
        "s3:PutObject"
      ],
      "Resource": "arn:aws:s3:::my-bucket/*"
    }
  ]
})json",
     For::Target},
    {QT_TRANSLATE_NOOP("policy", "Only over TLS"),
     R"json({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "OnlyOverTls",
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:*",
      "Resource": [
        "arn:aws:s3:::my-bucket",
        "arn:aws:s3:::my-bucket/*"
      ],
      "Condition": {
        "Bool": {
          "aws:SecureTransport": "false"
        }
      }
    }
  ]
})json",
     For::Target},
    {QT_TRANSLATE_NOOP("policy", "Read and write one bucket"),
     R"json({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:ListBucket",
      "Resource": "arn:aws:s3:::my-bucket"
    },
    {
      "Effect": "Allow",
      "Action": [
        "s3:GetObject",
        "s3:PutObject"
      ],
      "Resource": "arn:aws:s3:::my-bucket/*"
    }
  ]
})json",
     For::Role},
    {QT_TRANSLATE_NOOP("policy", "Read one DynamoDB table"),
     R"json({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "dynamodb:GetItem",
        "dynamodb:Query",
        "dynamodb:Scan"
      ],
      "Resource": "arn:aws:dynamodb:us-east-1:111122223333:table/my-table"
    }
  ]
})json",
     For::Role},
    {QT_TRANSLATE_NOOP("policy", "EC2 instances may act as the role"), instanceTrust, For::Trust},
    {QT_TRANSLATE_NOOP("policy", "The policies of the account decide (the default of a key)"),
     R"json({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": {
        "AWS": "arn:aws:iam::111122223333:root"
      },
      "Action": "kms:*",
      "Resource": "*"
    }
  ]
})json",
     For::Key},
    {QT_TRANSLATE_NOOP("policy", "One role may encrypt and decrypt"),
     R"json({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": {
        "AWS": "arn:aws:iam::111122223333:root"
      },
      "Action": [
        "kms:Create*",
        "kms:Describe*",
        "kms:Get*",
        "kms:List*",
        "kms:Put*",
        "kms:Update*"
      ],
      "Resource": "*"
    },
    {
      "Effect": "Allow",
      "Principal": {
        "AWS": "arn:aws:iam::111122223333:role/app"
      },
      "Action": [
        "kms:Decrypt",
        "kms:GenerateDataKey"
      ],
      "Resource": "*"
    }
  ]
})json",
     For::Key},
    {QT_TRANSLATE_NOOP("policy", "Everything (FullAWSAccess)"),
     R"json({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "*",
      "Resource": "*"
    }
  ]
})json",
     For::ServiceControl},
    {QT_TRANSLATE_NOOP("policy", "No object may be deleted"),
     R"json({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": [
        "s3:DeleteObject",
        "s3:DeleteObjectVersion"
      ],
      "Resource": "*"
    }
  ]
})json",
     For::ServiceControl},
    {QT_TRANSLATE_NOOP("policy", "Only over TLS"),
     R"json({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:*",
      "Resource": "*",
      "Condition": {
        "BoolIfExists": {
          "aws:SecureTransport": "false"
        }
      }
    }
  ]
})json",
     For::ResourceControl},
};

/// What AWS itself attaches, which needs no text.
bool isFullAccess(const PolicyPlace& place) {
    return place.name.starts_with("FullAWSAccess") || place.name.starts_with("RCPFullAWSAccess");
}

For purposeOf(const Resource& resource, const PolicyPlace& place) {
    if (std::holds_alternative<VpcEndpoint>(resource))
        return For::Endpoint;
    if (std::holds_alternative<KmsKey>(resource))
        return For::Key;
    if (place.type() == policy::PolicyType::ServiceControl)
        return For::ServiceControl;
    if (place.type() == policy::PolicyType::ResourceControl)
        return For::ResourceControl;
    if (!std::holds_alternative<Role>(resource))
        return For::Target;
    return place.type() ? For::Role : For::Trust;
}

} // namespace

std::vector<PolicyTemplate> policyTemplates(const Resource& resource, const PolicyPlace& place) {
    std::vector<PolicyTemplate> fitting;
    std::copy_if(std::begin(templates), std::end(templates), std::back_inserter(fitting),
                 [purpose = purposeOf(resource, place)](const PolicyTemplate& each) { return each.where == purpose; });
    return fitting;
}

QString filledTemplate(const PolicyTemplate& which, const std::vector<policy::DesignName>& names,
                       const std::string& own) {
    using Named = policy::DesignName::Kind;
    QString text = QString::fromUtf8(which.text);
    const auto fill = [&](const char* example, Named kind) {
        const auto first =
            std::find_if(names.begin(), names.end(), [&](const auto& each) { return each.kind == kind; });
        if (first != names.end())
            text.replace(QLatin1String(example), qString(first->value));
    };
    if (!own.empty() && which.where == For::Target)
        text.replace(QLatin1String(exampleBucket), qString(own));
    if (const auto arn = Arn::parse(own); arn && which.where == For::Key && !arn->account.empty())
        text.replace(QLatin1String(exampleAccount), qString("arn:aws:iam::" + arn->account + ":root"));
    fill(exampleBucket, Named::Bucket);
    fill(exampleTable, Named::Table);
    fill(exampleEndpoint, Named::Endpoint);
    fill(exampleRole, Named::Role);
    if (own.starts_with("arn:aws:dynamodb:"))
        text.replace(QLatin1String("\"s3:GetObject\""), QLatin1String("\"dynamodb:GetItem\""))
            .replace(QLatin1String("\"s3:PutObject\""), QLatin1String("\"dynamodb:PutItem\""))
            .replace(QLatin1String("\"s3:*\""), QLatin1String("\"dynamodb:*\""))
            .replace(qString(own) + QLatin1String("/*"), qString(own) + QLatin1String("/index/*"));
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
    if (own.find(":accesspoint/") != std::string::npos)
        text.replace(qString(own) + QLatin1String("/*"), qString(own) + QLatin1String("/object/*"));
    return text;
}

QString withoutPolicy(const Resource& resource, const PolicyPlace& place) {
    switch (purposeOf(resource, place)) {
    case For::Endpoint:
        return QCoreApplication::translate("policy", "Without a policy of its own, AWS lets every request of everybody "
                                                     "pass through this endpoint.");
    case For::Target:
        return QCoreApplication::translate("policy", "Without a policy only callers of the same account get in, as far "
                                                     "as their own policies allow it.");
    case For::Trust:
        return QCoreApplication::translate("policy", "Without a trust policy nobody can act as this role.");
    case For::Key:
        return QCoreApplication::translate("policy",
                                           "Without a policy of its own, AWS leaves the key to the policies of "
                                           "its account.");
    case For::ServiceControl:
    case For::ResourceControl:
        return isFullAccess(place)
                   ? QCoreApplication::translate("policy",
                                                 "This policy is AWS's own: it allows everything, so that only "
                                                 "other policies limit.")
                   : QCoreApplication::translate("policy", "What this policy says is not in the design, so whatever "
                                                           "depends on it is not known.");
    case For::Role:
        break;
    }
    return place.type() == policy::PolicyType::Boundary
               ? QCoreApplication::translate("policy", "Without a permissions boundary the role may do all that its "
                                                       "policies allow.")
               : QCoreApplication::translate("policy", "An empty policy allows nothing.");
}

} // namespace waylight
