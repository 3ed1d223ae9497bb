// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/declared/writing.h"
#include "core/formats/script/commands.h"
#include "core/formats/script/script.h"

namespace waylight::script {

/// A call that makes a resource, and how to get its id from the answer.
struct Maker {
    std::string_view type; ///< in CloudFormation
    const char* operation;
    const char* query;
    const char* tagged; ///< the resource type in --tag-specifications; null: it takes none
};

/// The maker of a type; null when it is made otherwise.
const Maker* makerOf(const std::string& type);

/// Makes a script of the declarations that a template would have, whose properties are nearly the options of the calls.
class ScriptWriter {
public:
    explicit ScriptWriter(const Design& design) : m_all(declarationsOf(design, Dialect::CloudFormation)) {}

    Written write();

private:
    std::string head() const;
    static std::string profileOf(const std::string& account);
    void countScope(const Declaration& each);
    /// Which attributes of VPCs are referred to, so that they have to be asked for.
    void findDefaults();
    void collect(const Json& value);
    void emit(const Call& call, const Declaration& of);
    void section(const Declaration& each);
    /// `RouteTable` as `Route table`.
    static std::string spaced(const std::string& kind);
    static Json property(const Declaration& each, const char* name);
    static Json self(const Declaration& each);
    /// The policy as a file beside the script, and the word that hands it over: `file://…`, or with the ids that AWS
    /// gave in place of those that the file has.
    std::string fileOf(const std::string& name, const Json& policy);
    Json withDesignIds(const Json& value, std::string& replacements) const;
    std::string designId(const std::string& declared) const;
    void writeOne(const Declaration& each);
    void make(const Maker& maker, const Declaration& each);
    /// The table, ACL or group that came with the VPC.
    void adopt(const Declaration& each);
    void askDefault(const Declaration& each, const Json& vpc, const std::string& into, const std::string& what);
    /// Properties whose option is not their name, or that another call sets.
    void options(Call& call, const Declaration& each);
    void extraOptions(Call& call, const Declaration& each);
    static Json dhcp(const Declaration& each);
    /// The call names what the template calls GroupSet, and wants a number.
    static Json interfaces(Json blocks);
    void tags(Call& call, const Declaration& each, const char* type);
    void after(const Declaration& each);
    /// What AWS makes with the VPC, where something refers to it or it has a name.
    void nameDefault(const Declaration& vpc, const std::string& what);
    /// `ip-permissions` of a rule of a template.
    static Json permission(const Json& rule);
    void rules(const Declaration& each);
    /// What only connects things; false: it is something else.
    bool writeLink(const Declaration& each);
    /// Links whose call has an option for each property.
    bool writePlainLink(const Declaration& each);
    void writeEntry(const Declaration& each);
    /// The name of what is known by one, from a reference to it.
    Json nameOf(const Json& value) const;
    static Json nameOf(const Declaration& each);
    static std::string safeName(std::string name);
    std::string policyName(const std::string& owner);
    /// Buckets, tables, keys and identities: services with calls of their own.
    bool writeService(const Declaration& each);
    void writeBucket(const Declaration& each);
    void bucketTags(const Declaration& each, const Json& name);
    void writeRole(const Declaration& each);
    void writeProfile(const Declaration& each);
    void writeTable(const Declaration& each);
    void writeKey(const Declaration& each);

    Declarations m_all;
    std::set<std::string> m_regions, m_accounts;
    std::set<std::string> m_wanted;  ///< variables for what AWS makes with a VPC
    std::set<std::string> m_adopted; ///< declarations that stand for such a thing
    std::string m_text, m_section;
    std::vector<WrittenFile> m_files;
};

} // namespace waylight::script
