// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/describe_gather.h"

#include <tuple>

namespace waylight::describe {

/// What the object's owner, zone, ARNs and service name say.
Evidence evidenceOf(const Json& object);

/// Finds out which account and Region the objects of a dump belong to: from the names of the folders, otherwise from the
/// object's own owner, zone and ARNs, otherwise from what most objects beside it say.
class Scopes {
public:
    explicit Scopes(const std::vector<DescribeFile>& files);

    /// Counts what an object in this file says.
    void vote(std::size_t file, const Evidence& evidence);
    /// What `sts get-caller-identity` said.
    void setAccount(std::size_t file, const std::string& account);

    /// Sets the item's account and Region, after all votes. Buckets and global resources get no Region here.
    void place(Item& item);
    /// Of a file as a whole.
    std::pair<std::string, std::string> scopeOf(std::size_t file) const;

private:
    struct Votes {
        std::map<std::string, int> accounts;
        std::map<std::string, int> regions;
    };
    /// Of the files that lie in the same folders.
    Votes& votesBeside(std::size_t file) { return m_scopeVotes[{m_files[file].account, m_files[file].region}]; }

    const std::vector<DescribeFile>& m_files;
    std::vector<Votes> m_fileVotes;
    std::vector<std::pair<std::string, std::string>> m_scopes; ///< of each file, once something was placed
    std::map<std::pair<std::string, std::string>, Votes> m_scopeVotes;
};

/// True for the number of an account; AWS itself calls itself `AWS` or `amazon` as an owner.
bool isAccountNumber(std::string_view owner);

} // namespace waylight::describe
