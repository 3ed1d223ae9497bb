// SPDX-License-Identifier: MIT
#include "core/policy/completion.h"

#include "core/policy/completion/ranked.h"

#include <algorithm>

namespace waylight::policy {
namespace {

using Spot = CursorPlace::Spot;
using Tail = Candidate::Tail;

constexpr std::string_view indentStep = "  ";

bool isForm(std::string_view name, std::string_view element) {
    return name == element || (name.starts_with("Not") && name.substr(3) == element);
}

/// What could be a member's name here.
void addNames(Candidates& out, const Wanted& wanted) {
    const std::size_t depth = wanted.depth();
    if (depth == 0)
        addDocumentElements(out, wanted);
    else if (wanted.step(0) != "Statement")
        return;
    else if (depth == 1)
        addStatementElements(out, wanted);
    else if (depth == 2 && isForm(wanted.step(1), "Principal"))
        addPrincipalKinds(out);
    else if (depth == 2 && wanted.step(1) == "Condition")
        addOperators(out, wanted);
    else if (depth == 3 && wanted.step(1) == "Condition")
        addKeys(out, wanted, wanted.step(2));
}

/// What could be a value here.
void addValues(Candidates& out, const Wanted& wanted) {
    const std::size_t depth = wanted.depth();
    if (depth == 1 && wanted.step(0) == "Version")
        addVersions(out);
    else if (depth == 0 || wanted.step(0) != "Statement")
        return;
    else if (depth == 1)
        addStatements(out, wanted);
    else if (depth == 2 && wanted.step(1) == "Effect")
        addEffects(out, wanted);
    else if (depth == 2 && isForm(wanted.step(1), "Action"))
        addActions(out, wanted);
    else if (depth == 2 && isForm(wanted.step(1), "Resource"))
        addResources(out, wanted);
    else if (depth == 2 && isForm(wanted.step(1), "Principal"))
        addPrincipals(out, wanted, {});
    else if (depth == 3 && isForm(wanted.step(1), "Principal"))
        addPrincipals(out, wanted, wanted.step(2));
    else if (depth == 4 && wanted.step(1) == "Condition")
        addKeyValues(out, wanted, wanted.step(2), wanted.step(3));
}

/// The white space at the beginning of the line that a byte is in.
std::string indentAt(std::string_view text, std::size_t at) {
    const auto line = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
    const std::size_t begin = line == std::string_view::npos ? 0 : line + 1;
    const std::size_t end = std::min(text.find_first_not_of(" \t", begin), at);
    return std::string(text.substr(begin, std::min(end, text.size()) - begin));
}

/// Turns candidates into proposals for one place in the text.
class Proposer {
public:
    Proposer(std::string_view text, const CursorPlace& place, TextRange replaced)
        : m_text(text), m_place(place), m_replaced(replaced), m_indent(indentAt(text, place.token.begin)) {}

    Proposal proposal(Candidate&& candidate, NameMatch&& match) const {
        Proposal out{candidate.kind,
                     candidate.label.empty() ? candidate.text : candidate.label,
                     std::move(match.bytes),
                     std::move(candidate.help),
                     {},
                     0,
                     candidate.goesOn,
                     candidate.access};
        out.text = before();
        out.text += candidate.whole ? indented(candidate.text) : '"' + candidate.text + '"';
        out.cursor = out.text.size() - (candidate.unfinished ? 1 : 0);
        if (candidate.tail != Tail::None && !candidate.unfinished && m_place.next != ':')
            addTail(out, candidate.tail);
        if (const auto mark = candidate.whole ? out.text.find('|') : std::string::npos; mark != std::string::npos) {
            out.text.erase(mark, 1);
            out.cursor = mark;
        }
        if (m_place.next == '"' || m_place.next == '{')
            out.text += ',';
        return out;
    }

private:
    bool isBehind() const { return m_place.spot == Spot::AfterMember || m_place.spot == Spot::AfterItem; }

    /// The comma that is not there yet, and the white space that is.
    std::string before() const {
        if (!isBehind())
            return {};
        return ',' + std::string(m_text.substr(m_place.previousEnd, m_place.token.begin - m_place.previousEnd));
    }

    std::string indented(const std::string& lines) const {
        std::string out;
        for (const char c : lines) {
            out += c;
            if (c == '\n')
                out += m_indent;
        }
        return out;
    }

    void addTail(Proposal& out, Tail tail) const {
        const std::string step(indentStep);
        std::string lines = ": \"|\"";
        if (tail == Tail::Object)
            lines = ": {\n" + step + "\"|\"\n}";
        else if (tail == Tail::StatementList)
            lines = ": [\n" + step + "{\n" + step + step + "\"|\"\n" + step + "}\n]";
        lines = indented(lines);
        const std::size_t mark = lines.find('|');
        out.cursor = out.text.size() + mark;
        out.text += lines.erase(mark, 1);
    }

    std::string_view m_text;
    const CursorPlace& m_place;
    TextRange m_replaced;
    std::string m_indent;
};

/// Where a variable that the cursor is in begins, behind its `${`; npos: it is in none.
std::size_t variableBegin(const CursorPlace& place) {
    const auto open = place.typed.rfind("${");
    if (!place.quoted || open == std::string::npos || place.typed.find('}', open) != std::string::npos)
        return std::string::npos;
    return open + 2;
}

Completion variableCompletion(std::string_view text, std::size_t cursor, const Wanted& wanted, std::size_t begin) {
    const std::string_view typed = std::string_view(wanted.place.typed).substr(begin);
    const std::size_t from = cursor - typed.size();
    const std::size_t stop = std::min(text.find_first_of("},\"\n", cursor), text.size());
    const bool closed = stop < text.size() && text[stop] == '}';
    Completion out{{from, stop + (closed ? 1 : 0)}, {}};
    Candidates candidates;
    addVariables(candidates, wanted);
    for (Ranked& each : ranked(std::move(candidates), typed)) {
        const std::string whole = each.candidate.text + (each.candidate.unfinished ? "" : "}");
        out.proposals.push_back({each.candidate.kind,
                                 each.candidate.text,
                                 std::move(each.match.bytes),
                                 std::move(each.candidate.help),
                                 whole,
                                 whole.size(),
                                 false,
                                 {}});
    }
    return out;
}

/// In the white space before a value that is there: another one would be one too many.
bool isBeforeValue(const CursorPlace& place) {
    const bool inArray =
        place.container >= 0 && place.nodes[static_cast<std::size_t>(place.container)].kind == LooseNode::Kind::Array;
    const bool between = place.token.begin == place.token.end && !place.quoted;
    return place.spot == Spot::Value && between && !inArray && place.next != 0 &&
           std::string_view("}],").find(place.next) == std::string_view::npos;
}

/// Nothing is proposed that is there already.
bool saysNothingNew(const Completion& completion, std::string_view text) {
    const auto& [replaced, proposals] = completion;
    return proposals.size() == 1 && !proposals.front().goesOn &&
           text.substr(replaced.begin, replaced.end - replaced.begin) == proposals.front().text;
}

} // namespace

std::vector<Proposal> actionProposals(std::string_view typed, std::span<const OfferedAction> offered) {
    Candidates candidates;
    for (const OfferedAction& each : offered)
        candidates.push_back(actionCandidate(*each.service, *each.action, each.rank));
    std::vector<Proposal> proposals;
    for (Ranked& each : ranked(std::move(candidates), typed))
        proposals.push_back({each.candidate.kind, each.candidate.text, std::move(each.match.bytes),
                             std::move(each.candidate.help), each.candidate.text, each.candidate.text.size(), false,
                             each.candidate.access});
    return proposals;
}

Completion completions(std::string_view text, std::size_t cursor, const CompletionScope& scope,
                       const Catalog& catalog) {
    cursor = std::min(cursor, text.size());
    const CursorPlace place = cursorPlace(text, cursor);
    const Wanted wanted{place, scope, catalog};
    if (place.spot == Spot::Value)
        if (const std::size_t begin = variableBegin(place); begin != std::string::npos)
            return variableCompletion(text, cursor, wanted, begin);
    if (isBeforeValue(place))
        return {place.token, {}};
    Candidates candidates;
    if (place.spot == Spot::Name || place.spot == Spot::AfterMember)
        addNames(candidates, wanted);
    else if (place.spot == Spot::Value || place.spot == Spot::AfterItem)
        addValues(candidates, wanted);
    const bool behind = place.spot == Spot::AfterMember || place.spot == Spot::AfterItem;
    Completion out{{behind ? place.previousEnd : place.token.begin, place.token.end}, {}};
    const Proposer proposer(text, place, out.replaced);
    for (Ranked& each : ranked(std::move(candidates), place.typed))
        if (!each.candidate.whole || !place.quoted)
            out.proposals.push_back(proposer.proposal(std::move(each.candidate), std::move(each.match)));
    if (saysNothingNew(out, text))
        out.proposals.clear();
    return out;
}

} // namespace waylight::policy
