// SPDX-License-Identifier: MIT
#include "core/formats/junit.h"

#include <algorithm>

namespace waylight {
namespace {

std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        default:
            // XML 1.0 has no way to write most control characters.
            out += static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' ? ' ' : c;
        }
    }
    return out;
}

std::string testCase(const std::string& group, const std::string& name, const std::string* failure) {
    const std::string head = "  <testcase classname=\"" + group + "\" name=\"" + escaped(name) + '"';
    return failure ? head + ">\n    <failure message=\"" + escaped(*failure) + "\"/>\n  </testcase>\n" : head + "/>\n";
}

} // namespace

std::string junitReport(const std::string& suite, const std::vector<ExpectationResult>& expectations,
                        const std::vector<Finding>& findings) {
    const auto failed =
        findings.size() + static_cast<std::size_t>(std::count_if(expectations.begin(), expectations.end(),
                                                                 [](const auto& result) { return !result.holds; }));
    std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"" + escaped(suite) +
                      "\" tests=\"" + std::to_string(expectations.size() + findings.size()) + "\" failures=\"" +
                      std::to_string(failed) + "\">\n";
    for (const ExpectationResult& result : expectations) {
        const Request& request = result.trace.request;
        const std::string text = toEnglish(result.message);
        xml +=
            testCase("expectation", request.name.empty() ? request.id : request.name, result.holds ? nullptr : &text);
    }
    for (const Finding& finding : findings) {
        const std::string text = toEnglish(finding.message);
        xml += testCase("finding", finding.approvalId(), &text);
    }
    return xml + "</testsuite>\n";
}

} // namespace waylight
