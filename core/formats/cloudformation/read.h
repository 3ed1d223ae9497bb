// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/declared/declaration.h"

#include <string_view>

namespace waylight {

/// What a CloudFormation template (JSON or YAML) declares, with its functions, conditions and mappings worked out.
///
/// Parameters have the values of `options.parameters`, else their defaults; "AWS::StackName" and the other pseudo
/// parameters without options of their own may be given there too. Without a Region the template's literal zones and
/// service names say it, else it is us-east-1; a diagnostic names what was assumed. `Ref` gives the logical id, or the
/// name or ARN where CloudFormation gives that; a name that is not set or not known is the logical id. Resources whose
/// condition does not hold are not declared. An error: the text is no template.
Result<Declarations> declarationsOfTemplate(std::string_view text, const std::string& file,
                                            const ReadOptions& options = {});

/// True when the text looks like a template, by its content and without reading all of it.
bool looksLikeTemplate(std::string_view text);

} // namespace waylight
