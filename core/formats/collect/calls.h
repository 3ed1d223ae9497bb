// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Which calls of AWS tell what `readDescribe` reads.
namespace waylight::collect {

/// Once for the account, or in each Region.
enum class Scope : std::uint8_t { Account, Region };

/// A call of the AWS CLI that only reads.
struct Call {
    std::string_view service;    ///< "ec2"
    std::string_view operation;  ///< "describe-vpcs"; begins with describe-, get-, list- or search-
    std::string_view permission; ///< "ec2:DescribeVpcs"
    Scope scope = Scope::Region;
    std::string_view member = {};  ///< that every answer has: "Vpcs"
    std::string_view options = {}; ///< further words, separated by blanks; `{account}` stands for the account's number
    std::string_view after = {}; ///< asked for each thing in the answers of this call, "ec2 describe-vpcs"; empty: once
    std::string_view things = {};     ///< where the things are in those answers: "Vpcs[].VpcId", "TableNames[]"
    std::string_view option = {};     ///< that names the thing: "--vpc-id"
    std::string_view what = {};       ///< "VPC", for people
    std::string_view noneCode = {};   ///< the error by which AWS says that there is none …
    std::string_view noneAnswer = {}; ///< … and the answer that stands for it; empty: nothing is to be said
    std::string_view wrapping = {};   ///< the list in which the answer stands beside the thing's name …
    std::string_view nameMember = {}; ///< … which is this member of it
    std::string_view suffix = {};     ///< of the file's name, where one operation is asked in several ways
    std::string_view prefix = {};     ///< only of things that begin with it

    /// "ec2 describe-vpcs".
    std::string name() const { return std::string(service) + ' ' + std::string(operation); }
};

/// All of them; a call comes behind the one that it is asked after.
std::span<const Call> calls();

/// The IAM actions that the calls need, sorted, each once.
std::vector<std::string> permissions();

/// An identity policy that allows just these, as JSON.
std::string permissionsPolicy();

/// The things that an answer names, in its order.
std::vector<std::string> thingsIn(std::string_view answer, std::string_view things);

/// True for what can be the name of something in AWS, and be an argument of a program: no option, no file, no URL.
bool isSaneName(std::string_view name);

} // namespace waylight::collect
