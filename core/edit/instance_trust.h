// SPDX-License-Identifier: MIT
#pragma once

namespace waylight {

/// The trust policy of a role for EC2 instances.
/// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html
inline constexpr const char* instanceTrust = R"({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": {
        "Service": "ec2.amazonaws.com"
      },
      "Action": "sts:AssumeRole"
    }
  ]
})";

} // namespace waylight
