// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/types/kms_key.h"

namespace waylight {

/// A DynamoDB table.
struct DynamoTable : ResourceBase {
    std::string tableName; ///< empty: the id serves
    PolicyText policy;     ///< resource policy; empty: none
    Ref<KmsKey> key;       ///< none: a key of DynamoDB's own, which nobody needs a permission for

    bool operator==(const DynamoTable&) const = default;
};

template <>
struct Description<DynamoTable> {
    static constexpr TypeInfo type{.name = "dynamodb-table", .plural = "dynamoTables", .label = "DynamoDB table", .idPrefix = "table-", .awsList = "Tables", .awsId = "TableArn", .cfn = "AWS::DynamoDB::Table", .tf = "aws_dynamodb_table",
                                   .help = "Stores items in one Region."};
    static constexpr auto fields = std::tuple(
        field("tableName", &DynamoTable::tableName, {.label = "Table name", .help = "In its ARN as arn:aws:dynamodb:region:account:table/name.", .aws = "TableName", .cfn = "TableName", .tf = "name"}),
        field("policy", &DynamoTable::policy, {.label = "Resource policy", .help = "Who may do what with the table.", .aws = "Policy"}),
        field("kmsKeyId", &DynamoTable::key, {.label = "KMS key", .help = "Who reads or writes the table needs kms:Decrypt on it. None: a key of DynamoDB's own, which needs no permission.", .aws = "SSEDescription.KMSMasterKeyArn", .cfn = "SSESpecification.KMSMasterKeyId", .tf = "server_side_encryption.kms_key_arn"}));
};

} // namespace waylight
