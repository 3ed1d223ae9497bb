// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/files.h"
#include "core/formats/loaded.h"

#include <optional>

namespace waylight {

/// Opens whatever is at `path`, which is decided by the content: a folder is describe output; a file is a design, a
/// CloudFormation template, a plan, state or configuration of Terraform, describe output, or a picture or draw.io
/// file that carries its design. `-` is standard input.
/// Fatal is what is none of these; the diagnostic says what would be accepted.
Result<Loaded> openAny(const std::string& path, const ReadOptions& options = {});

/// The same for a text; `name` is named in the diagnostics.
Result<Loaded> openText(std::string text, const std::string& name, const ReadOptions& options = {});

/// What is there before a plan is applied; none: the file is no plan of Terraform, or cannot be read.
std::optional<Design> designBefore(const std::string& path, const ReadOptions& options = {});

} // namespace waylight
