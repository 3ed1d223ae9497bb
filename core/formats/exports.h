// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/written.h"

#include <optional>
#include <span>

namespace waylight {

/// What a design can be exported as, apart from pictures.
enum class ExportFormat : std::uint8_t {
    CloudFormationYaml,
    CloudFormationJson,
    Terraform,
    CliScript,
    CliInputs,
    Policies,
    Describe,
};

struct ExportInfo {
    ExportFormat format{};
    const char* name = nullptr; ///< on command lines
    bool reads = false;         ///< what is written can be opened again, so that the differences are known
};

std::span<const ExportInfo> exportInfos();
std::optional<ExportFormat> exportNamed(std::string_view name);

/// The files of an export. `Describe` is written by `writeDescribe` only.
Written exported(const Design& design, ExportFormat format);

/// What would be lost, worst first: what the format cannot say, what is not known, and where the export `reads`, the
/// resources and fields that differ when it is opened again. Computed by doing just that.
Diagnostics differencesAfter(const Design& design, ExportFormat format);

/// Writes the files into the folder, which is made; of a single file, to that path when it has an extension.
std::optional<Diagnostic> saveExport(const Written& written, const std::string& path);

} // namespace waylight
