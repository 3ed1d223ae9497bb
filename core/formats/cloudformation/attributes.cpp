// SPDX-License-Identifier: MIT
#include "core/formats/cloudformation/attributes.h"

#include <algorithm>
#include <iterator>

namespace waylight::cloudformation {
namespace {

struct NamedType {
    std::string_view type;
    std::string_view property;
};

/// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-name.html
constexpr NamedType namedTypes[] = {
    {"AWS::ApiGateway::ApiKey", "Name"},
    {"AWS::AutoScaling::AutoScalingGroup", "AutoScalingGroupName"},
    {"AWS::AutoScaling::LaunchConfiguration", "LaunchConfigurationName"},
    {"AWS::CloudWatch::Alarm", "AlarmName"},
    {"AWS::CodeBuild::Project", "Name"},
    {"AWS::DynamoDB::GlobalTable", "TableName"},
    {"AWS::DynamoDB::Table", "TableName"},
    {"AWS::EC2::KeyPair", "KeyName"},
    {"AWS::ECR::Repository", "RepositoryName"},
    {"AWS::ECS::Cluster", "ClusterName"},
    {"AWS::EKS::Cluster", "Name"},
    {"AWS::ElastiCache::SubnetGroup", "CacheSubnetGroupName"},
    {"AWS::ElasticLoadBalancing::LoadBalancer", "LoadBalancerName"},
    {"AWS::Elasticsearch::Domain", "DomainName"},
    {"AWS::Events::EventBus", "Name"},
    {"AWS::Events::Rule", "Name"},
    {"AWS::IAM::Group", "GroupName"},
    {"AWS::IAM::InstanceProfile", "InstanceProfileName"},
    {"AWS::IAM::ManagedPolicy", "ManagedPolicyName"},
    {"AWS::IAM::Role", "RoleName"},
    {"AWS::IAM::User", "UserName"},
    {"AWS::KMS::Alias", "AliasName"},
    {"AWS::Kinesis::Stream", "Name"},
    {"AWS::KinesisFirehose::DeliveryStream", "DeliveryStreamName"},
    {"AWS::Lambda::Function", "FunctionName"},
    {"AWS::Logs::LogGroup", "LogGroupName"},
    {"AWS::OpenSearchService::Domain", "DomainName"},
    {"AWS::RDS::DBCluster", "DBClusterIdentifier"},
    {"AWS::RDS::DBInstance", "DBInstanceIdentifier"},
    {"AWS::RDS::DBSubnetGroup", "DBSubnetGroupName"},
    {"AWS::S3::AccessPoint", "Name"},
    {"AWS::S3::Bucket", "BucketName"},
    {"AWS::SNS::Topic", "TopicName"},
    {"AWS::SQS::Queue", "QueueName"},
    {"AWS::SSM::Parameter", "Name"},
    {"AWS::SecretsManager::Secret", "Name"},
    {"AWS::Serverless::Function", "FunctionName"},
    {"AWS::Serverless::SimpleTable", "TableName"},
    {"AWS::StepFunctions::StateMachine", "StateMachineName"},
};

struct Pattern {
    std::string_view type;
    std::string_view attribute;
    std::string_view text;
};

constexpr std::string_view tableArn = "arn:{partition}:dynamodb:{region}:{account}:table/{name}";
constexpr std::string_view functionArn = "arn:{partition}:lambda:{region}:{account}:function:{name}";
constexpr std::string_view policyArn = "arn:{partition}:iam::{account}:policy{path}{name}";
constexpr std::string_view topicArn = "arn:{partition}:sns:{region}:{account}:{name}";
constexpr std::string_view domainArn = "arn:{partition}:es:{region}:{account}:domain/{name}";
constexpr std::string_view secretArn = "arn:{partition}:secretsmanager:{region}:{account}:secret:{name}-{open}";
constexpr std::string_view machineArn = "arn:{partition}:states:{region}:{account}:stateMachine:{name}";

/// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
constexpr Pattern patterns[] = {
    {"AWS::CodeBuild::Project", "Arn", "arn:{partition}:codebuild:{region}:{account}:project/{name}"},
    {"AWS::DynamoDB::GlobalTable", "Arn", tableArn},
    {"AWS::DynamoDB::Table", "Arn", tableArn},
    {"AWS::EC2::TransitGateway", "TransitGatewayArn", "arn:{partition}:ec2:{region}:{account}:transit-gateway/{id}"},
    {"AWS::EC2::PrefixList", "Arn", "arn:{partition}:ec2:{region}:{account}:prefix-list/{id}"},
    {"AWS::EC2::VPC", "DefaultNetworkAcl", "{id}.DefaultNetworkAcl"},
    {"AWS::EC2::VPC", "DefaultSecurityGroup", "{id}.DefaultSecurityGroup"},
    {"AWS::ECR::Repository", "Arn", "arn:{partition}:ecr:{region}:{account}:repository/{name}"},
    {"AWS::ECS::Cluster", "Arn", "arn:{partition}:ecs:{region}:{account}:cluster/{name}"},
    {"AWS::EKS::Cluster", "Arn", "arn:{partition}:eks:{region}:{account}:cluster/{name}"},
    {"AWS::Elasticsearch::Domain", "Arn", domainArn},
    {"AWS::Elasticsearch::Domain", "DomainArn", domainArn},
    {"AWS::Events::EventBus", "Arn", "arn:{partition}:events:{region}:{account}:event-bus/{name}"},
    {"AWS::Events::Rule", "Arn", "arn:{partition}:events:{region}:{account}:rule/{name}"},
    {"AWS::IAM::Group", "Arn", "arn:{partition}:iam::{account}:group{path}{name}"},
    {"AWS::IAM::InstanceProfile", "Arn", "arn:{partition}:iam::{account}:instance-profile{path}{name}"},
    {"AWS::IAM::ManagedPolicy", "PolicyArn", policyArn},
    {"AWS::IAM::ManagedPolicy", "Ref", policyArn},
    {"AWS::IAM::Role", "Arn", "arn:{partition}:iam::{account}:role{path}{name}"},
    {"AWS::IAM::User", "Arn", "arn:{partition}:iam::{account}:user{path}{name}"},
    {"AWS::KMS::Key", "Arn", "arn:{partition}:kms:{region}:{account}:key/{id}"},
    {"AWS::Kinesis::Stream", "Arn", "arn:{partition}:kinesis:{region}:{account}:stream/{name}"},
    {"AWS::KinesisFirehose::DeliveryStream", "Arn",
     "arn:{partition}:firehose:{region}:{account}:deliverystream/{name}"},
    {"AWS::Lambda::Function", "Arn", functionArn},
    {"AWS::Logs::LogGroup", "Arn", "arn:{partition}:logs:{region}:{account}:log-group:{name}:*"},
    {"AWS::OpenSearchService::Domain", "Arn", domainArn},
    {"AWS::OpenSearchService::Domain", "DomainArn", domainArn},
    {"AWS::RDS::DBCluster", "DBClusterArn", "arn:{partition}:rds:{region}:{account}:cluster:{name}"},
    {"AWS::RDS::DBInstance", "DBInstanceArn", "arn:{partition}:rds:{region}:{account}:db:{name}"},
    {"AWS::S3::AccessPoint", "Arn", "arn:{partition}:s3:{region}:{account}:accesspoint/{name}"},
    {"AWS::S3::Bucket", "Arn", "arn:{partition}:s3:::{name}"},
    {"AWS::S3::Bucket", "DomainName", "{name}.s3.{domain}"},
    {"AWS::S3::Bucket", "RegionalDomainName", "{name}.s3.{region}.{domain}"},
    {"AWS::SNS::Topic", "Ref", topicArn},
    {"AWS::SNS::Topic", "TopicArn", topicArn},
    {"AWS::SNS::Topic", "TopicName", "{name}"},
    {"AWS::SQS::Queue", "Arn", "arn:{partition}:sqs:{region}:{account}:{name}"},
    {"AWS::SQS::Queue", "QueueName", "{name}"},
    {"AWS::SQS::Queue", "QueueUrl", "https://sqs.{region}.{domain}/{account}/{name}"},
    {"AWS::SQS::Queue", "Ref", "https://sqs.{region}.{domain}/{account}/{name}"},
    {"AWS::SecretsManager::Secret", "Id", secretArn},
    {"AWS::SecretsManager::Secret", "Ref", secretArn},
    {"AWS::Serverless::Function", "Arn", functionArn},
    {"AWS::Serverless::SimpleTable", "Arn", tableArn},
    {"AWS::StepFunctions::StateMachine", "Arn", machineArn},
    {"AWS::StepFunctions::StateMachine", "Ref", machineArn},
};

bool endsWithIgnoringCase(std::string_view text, std::string_view end) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; };
    return text.size() >= end.size() &&
           std::equal(end.begin(), end.end(), text.end() - static_cast<std::ptrdiff_t>(end.size()),
                      [&](char a, char b) { return lower(a) == lower(b); });
}

} // namespace

std::string_view nameProperty(std::string_view type) {
    const auto found = std::find_if(std::begin(namedTypes), std::end(namedTypes),
                                    [&](const NamedType& each) { return each.type == type; });
    return found == std::end(namedTypes) ? std::string_view() : found->property;
}

std::string_view attributePattern(std::string_view type, std::string_view attribute) {
    const auto found = std::find_if(std::begin(patterns), std::end(patterns), [&](const Pattern& each) {
        return each.type == type && each.attribute == attribute;
    });
    return found == std::end(patterns) ? std::string_view() : found->text;
}

/// Attributes name the id after the type or its last words: TransitGatewayAttachmentId of a peering attachment is the
/// exception.
bool isOwnId(std::string_view type, std::string_view attribute) {
    if (!attribute.ends_with("Id"))
        return false;
    if (attribute == "Id" || (type == "AWS::EC2::EIP" && attribute == "AllocationId") ||
        (type == "AWS::EC2::TransitGatewayPeeringAttachment" && attribute == "TransitGatewayAttachmentId"))
        return true;
    return endsWithIgnoringCase(type.substr(type.rfind(':') + 1), attribute.substr(0, attribute.size() - 2));
}

} // namespace waylight::cloudformation
