// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/json.h"

#include <map>
#include <set>
#include <string>
#include <vector>

/// Shell text with variables in it.
namespace waylight::script {

/// In single quotes where the shell would take it apart.
std::string quoted(const std::string& text);

/// A value as one shell word: references become variables, also inside JSON.
std::string word(const Json& value);

/// The variable that holds the id of what is declared under this name.
std::string variable(const std::string& declaration);
/// The same for a reference; what AWS makes with a VPC has a variable of its own.
std::string variable(const Json& reference);

/// The option that a property is: `CidrBlock` as `--cidr-block`.
std::string optionOf(const std::string& property);

/// One `aws` call.
struct Call {
    std::string service;                ///< ec2, iam, s3api …
    std::string operation;              ///< create-vpc
    std::vector<std::string> options{}; ///< shell words
    std::string query{};                ///< of the id in the answer
    std::string captured{};             ///< variable for the answer; empty: nothing is captured

    Call& add(const std::string& option, const Json& value);
    Call& addWord(const std::string& option, std::string word);
    Call& flag(const std::string& option);
    /// Each element of a list as a word of its own.
    Call& list(const std::string& option, const Json& values);
};

} // namespace waylight::script
