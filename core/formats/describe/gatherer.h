// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/describe/lists.h"
#include "core/formats/describe/scopes.h"

#include <set>

namespace waylight::describe {

/// Sorts the members of one file after the other.
class Gatherer {
public:
    explicit Gatherer(std::vector<DescribeFile>& files) : m_files(files), m_scopes(files) {}

    Gathered gather();

private:
    /// The answer of a side call.
    struct Answer {
        const SideList* side;
        std::size_t file;
        std::string pointer;
        Json json;
    };
    struct RawList {
        std::string list;
        std::size_t file;
        Json items;
    };

    // --- gather.cpp
    void readTexts(std::size_t voters);
    void readFile(DescribeFile& file);
    void readList(Kind kind, const std::string& name, Json& list, const std::string& pointer);
    void readDeferred(const std::string& name, const LargeList& list, const std::string& pointer);
    Item newItem(Kind kind, std::string list, std::string pointer) const;
    Item* addItem(Kind kind, const std::string& list, Json json, const std::string& pointer);
    void addRepeated(Kind kind, const char* list, Json json, std::string pointer);
    bool readUnmodelled(const std::string& name, Json& value);
    void leaveOutServices();
    void keep(const std::string& list, std::size_t file, const Json& items);
    void sayNoObject(const Json& json, const std::string& pointer);
    void say(Severity severity, Message what, const std::string& pointer);

    // --- nested.cpp
    void addInstanceProfiles(const Json& role, const std::string& pointer);
    void readReservations(Json& reservations, const std::string& pointer);
    void moveInterfaces(Item& instance, const Json& owner);
    void readListeners(Json& wrappers, const std::string& pointer);

    // --- sides.cpp
    static const SideList* sideListNamed(const std::string& name);
    void readSideList(const SideList& side, const Json& list, const std::string& pointer);
    const SideList* sideOf(const DescribeFile& file) const;
    bool readAliases(Json& list);
    bool readSide(const Json& root);
    static bool isBucketSide(const Json& root);
    void attachSides();
    void attachAliases();
    void attachToBucket(const DescribeFile& file);
    void attachPolicy(const DescribeFile& file, const std::string& text);
    void attachLocation(const DescribeFile& file);
    void attachEntries(const DescribeFile& file);
    void attachAnswer(const Answer& answer);
    Item* ownerOf(const Answer& answer);
    Item* itemNamed(Kind kind, const char* member, const DescribeFile& file);
    Item* itemWith(Kind kind, const char* member, const std::string& value);

    std::vector<DescribeFile>& m_files;
    Scopes m_scopes;
    std::size_t m_file = 0;
    std::vector<Item> m_repeated;
    std::vector<std::size_t> m_sides;
    std::vector<Answer> m_answers;
    bool m_isAnswer = false; ///< the current file is the answer of a side call
    std::vector<RawList> m_unmodelled, m_aliases;
    std::vector<std::pair<std::size_t, Json>> m_blocks; ///< Block Public Access of accounts, by file
    std::map<std::tuple<std::string, std::string, std::string>, UnmodelledList> m_kept;
    std::map<const UnmodelledList*, std::set<std::string>> m_seen;
    Gathered m_out;
};

} // namespace waylight::describe
