// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/describe/gather.h"

#include <cstdint>

namespace waylight::describe {

/// Adds what a member says that is an owner, zone, ARN or service name.
void readEvidence(std::string_view name, std::string_view value, Evidence& evidence);
/// What all members say.
Evidence evidenceOf(const Json& object);

/// Finds out which account and Region the objects of a dump belong to: from the names of the folders, otherwise from
/// the object's own owner, zone and ARNs, otherwise from what most objects beside it say.
class Scopes {
public:
    explicit Scopes(const std::vector<DescribeFile>& files);

    /// Takes what an object in this file says.
    void vote(std::size_t file, const Evidence& evidence);
    /// What `sts get-caller-identity` said.
    void setAccount(std::size_t file, const std::string& account);
    /// After all votes.
    void count();

    /// Sets the item's account and Region. Buckets and global resources get no Region here.
    void place(Item& item) const;
    /// The account and Region of a file as a whole.
    const std::pair<std::string, std::string>& scopeOf(std::size_t file) const { return m_scopes[file]; }

private:
    struct Votes {
        std::map<std::string, std::int64_t> accounts;
        std::map<std::string, std::int64_t> regions;
    };

    const std::vector<DescribeFile>& m_files;
    std::vector<Votes> m_votes; ///< of each file
    std::vector<std::pair<std::string, std::string>> m_scopes;
};

/// True for the number of an account; AWS itself calls itself `AWS` or `amazon` as an owner.
bool isAccountNumber(std::string_view owner);

} // namespace waylight::describe
