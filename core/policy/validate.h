// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/document.h"
#include "core/policy/evaluate_document.h"
#include "core/policy/validate_form.h"

namespace waylight::policy {

/// What is wrong with a policy that is to be saved in that form: JSON and grammar errors, elements that the form
/// forbids or requires, sizes. Errors are what AWS refuses; warnings are what it accepts and does not do what it looks
/// like. AWS's own words for them are in service_errors.h.
Problems validate(std::string_view text, PolicyForm form);
Problems validate(std::string_view text, PolicyType type);

/// The rules of a form alone, for a document whose grammar problems are already known.
Problems validateForm(const Document& document, PolicyForm form);
Problems validateType(const Document& document, PolicyType type);

} // namespace waylight::policy
