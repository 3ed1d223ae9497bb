// SPDX-License-Identifier: MIT
#include "ui/panels/policy_templates.h"

#include <QtGlobal>

namespace waylight {
namespace {

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
})json"},
    {QT_TRANSLATE_NOOP("policy", "Endpoint: one bucket only"),
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
})json"},
    {QT_TRANSLATE_NOOP("policy", "Bucket: only through one VPC endpoint"),
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
})json"},
    {QT_TRANSLATE_NOOP("policy", "Role: read and write one bucket"),
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
})json"},
    {QT_TRANSLATE_NOOP("policy", "Role: read one DynamoDB table"),
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
})json"},
};

} // namespace

std::span<const PolicyTemplate> policyTemplates() {
    return templates;
}

} // namespace waylight
