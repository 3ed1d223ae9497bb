// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/json.h"
#include "core/formats/loaded.h"

#include <map>
#include <string>
#include <vector>

/// What a template, plan or state declares, after its expressions are worked out and before it is a design. Both
/// languages meet here: their readers make declarations, `designOf` makes the design, `declarationsOf` goes back, and
/// their writers make text of declarations.
namespace waylight {

/// Whose words the types and properties are.
enum class Dialect : std::uint8_t { CloudFormation, Terraform };

/// Where something stands in its file; lines and columns count from 1, 0: not known.
struct Position {
    int line = 0;
    int column = 0;

    bool operator==(const Position&) const = default;
};

/// How sure a reference to another declaration is.
enum class Certainty : std::uint8_t {
    Known,         ///< the value itself is there
    Resolved,      ///< not there before it is deployed, but an expression names the one declaration
    OnlyCandidate, ///< no expression says which, but there is only one that fits
};

/// One resource as its file declares it.
struct Declaration {
    Id id;            ///< logical id, resource address, or the AWS id where the file knows it; unique in the file
    std::string type; ///< AWS::EC2::Subnet, aws_subnet
    /// The properties by their names in the dialect, expressions worked out. A reference to another declaration is the
    /// other's `id`, or its name or ARN where that is what the expression gives. What cannot be known is an
    /// `unknownValue`, on whatever level it stands.
    Json properties = Json::object();
    std::string region;  ///< empty: that of the file
    std::string account; ///< empty: that of the file
    Position position;
    std::string pointer; ///< JSON pointer of the declaration in its file
    std::string address; ///< Terraform: the resource address, when `id` is the AWS id
    /// A condition of the template that cannot be decided without a parameter; the declaration stands if it holds.
    std::string condition;
    /// Pointers into `properties` of references that are less than `Certainty::Known`.
    std::map<std::string, Certainty> certainties;
    /// What stands beside the properties and is kept as it came: Metadata, DeletionPolicy, DependsOn.
    Json attributes = Json::object();
};

/// What a file declares.
struct Declarations {
    Dialect dialect = Dialect::CloudFormation;
    std::string file;
    std::string region;  ///< of declarations that do not say; empty: not known
    std::string account; ///< likewise
    std::vector<Declaration> all;
    /// The parts of the document that are no resources (Parameters, Outputs, configuration), kept for writing it again.
    Json document = Json::object();
    Diagnostics diagnostics;
};

/// A value that the file leaves open: {"$unknown": text}, where `text` is what is known of it, with the open places
/// written as the file writes them, such as `arn:aws:s3:::${Bucket}/*`; empty: nothing.
Json unknownValue(std::string text = {});
bool isUnknownValue(const Json& value);
/// True when the value is unknown or holds, on any level, one that is.
bool holdsUnknown(const Json& value);

/// The design that is declared. Fields whose values are not known are in the `unknown` of their resource; types and
/// properties that are not modelled are kept (`Design::extra` under "unmodelled", the resource's `extra` under
/// "properties"), and the diagnostics count them. `extra["origin"]` of each resource says where it was declared.
Loaded designOf(Declarations declarations);

/// The design as declarations, in dependency order: what others refer to comes first. `all[i].id` is a name that the
/// dialect accepts, unique, made from the resource's name; references are written as {"$ref": id} or, where the
/// dialect wants another attribute, {"$ref": id, "attribute": name}. What the dialect cannot say is listed in the
/// diagnostics.
Declarations declarationsOf(const Design& design, Dialect dialect);

} // namespace waylight
