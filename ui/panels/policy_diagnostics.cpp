// SPDX-License-Identifier: MIT
#include "ui/panels/policy_diagnostics.h"

#include "core/policy/lint.h"
#include "core/policy/statement_reason.h"
#include "core/policy/validate.h"
#include "ui/document/message_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace waylight {
namespace {

QString tr(const char* sentence) {
    return QCoreApplication::translate("policy", sentence);
}

/// Characters of bytes that are asked for in any order, without reading the text from its beginning each time.
class Characters {
public:
    Characters(const std::string& utf8, const QString& text)
        : m_ascii(utf8.size() == static_cast<std::size_t>(text.size())) {
        if (m_ascii)
            return;
        m_at.reserve(utf8.size() + 1);
        int character = 0;
        for (const char c : utf8) {
            const auto byte = static_cast<unsigned char>(c);
            m_at.push_back(character);
            // The bytes that go on with a character stand where it ends; four bytes are two units of UTF-16.
            if ((byte & 0xC0) != 0x80)
                character += byte >= 0xF0 ? 2 : 1;
        }
        m_at.push_back(character);
    }

    int of(std::size_t byte) const {
        if (m_ascii)
            return static_cast<int>(byte);
        return m_at[std::min(byte, m_at.size() - 1)];
    }

private:
    bool m_ascii;
    std::vector<int> m_at;
};

CodeEdit::Sign signOf(const policy::StatementOutcome& outcome) {
    if (outcome.match == policy::Match::Unknown)
        return CodeEdit::Sign::Unknown;
    if (outcome.match == policy::Match::No)
        return CodeEdit::Sign::Passes;
    return outcome.effect == policy::Effect::Deny ? CodeEdit::Sign::Denies : CodeEdit::Sign::Matches;
}

bool isControl(policy::PolicyType type) {
    return type == policy::PolicyType::ServiceControl || type == policy::PolicyType::ResourceControl;
}

bool allowsAnything(const policy::Document& document) {
    const auto& all = document.statements();
    return std::any_of(all.begin(), all.end(),
                       [](const policy::Statement& each) { return each.effect == policy::Effect::Allow; });
}

QString statementName(const policy::Document& document, std::size_t index) {
    const std::string& sid = document.statements()[index].sid;
    return sid.empty() ? tr("Statement %1").arg(index + 1)
                       : tr("Statement %1").arg(QStringLiteral("“%1”").arg(qString(sid)));
}

} // namespace

QList<CodeEdit::Mark> marksOf(const QString& text, const PolicyPlace& place) {
    QList<CodeEdit::Mark> marks;
    if (text.trimmed().isEmpty())
        return marks;
    const std::string utf8 = text.toStdString();
    const Characters characters(utf8, text);
    const auto add = [&](const policy::Problem& problem) {
        marks << CodeEdit::Mark{characters.of(problem.range.begin), characters.of(problem.range.end),
                                problem.diagnostic.severity, waylight::text(problem.diagnostic.message)};
    };
    policy::ParsedDocument parsed = policy::Document::parse(utf8);
    for (const policy::Problem& problem : parsed.problems)
        add(problem);
    if (parsed.document) {
        for (const policy::Problem& problem : policy::validateForm(*parsed.document, place.form))
            add(problem);
        for (const policy::LintFinding& finding : policy::lint(parsed.document, place.form))
            add(finding.problem);
    }
    std::stable_sort(marks.begin(), marks.end(),
                     [](const CodeEdit::Mark& a, const CodeEdit::Mark& b) { return a.begin < b.begin; });
    return marks;
}

QList<CodeEdit::Reason> reasonsOf(const QString& text, const PolicyReading& reading, const PolicyView& view) {
    QList<CodeEdit::Reason> reasons;
    const policy::Document& document = *reading.document;
    const policy::RequestContext& context = view.pairs[reading.pair].context;
    const Characters characters(document.text(), text);
    for (const policy::StatementOutcome& outcome : reading.outcome.statements) {
        CodeEdit::Reason reason;
        reason.position = characters.of(document.rangeOf({document.statements()[outcome.statement].node, false}).begin);
        reason.sign = signOf(outcome);
        // Every part of a statement that matches decides, and its sentence names them; one that is malformed is
        // underlined as that.
        if (outcome.part != policy::StatementPart::None && outcome.part != policy::StatementPart::Malformed) {
            const policy::TextRange range = document.rangeOf(outcome.place);
            reason.begin = characters.of(range.begin);
            reason.end = characters.of(range.end);
        }
        reason.sentence = tr("%1: %2").arg(statementName(document, outcome.statement),
                                           waylight::text(policy::statementReason(document, outcome, context)));
        if (outcome.match == policy::Match::Yes)
            reason.sentence +=
                QLatin1Char('\n') + tr("Matched by %1.").arg(qString(policy::matchingParts(document, outcome)));
        reasons << reason;
    }
    return reasons;
}

QString readingText(const PolicyReading& reading) {
    const auto& outcome = reading.outcome;
    const QString name = outcome.decidedBy ? statementName(*reading.document, *outcome.decidedBy) : QString();
    using Effect = policy::DocumentOutcome::Effect;
    switch (outcome.effect()) {
    case Effect::Allow:
        return tr("%1 allows it").arg(name);
    case Effect::Deny:
        return tr("%1 denies it").arg(name);
    case Effect::Unknown:
        return name.isEmpty() ? tr("not known") : tr("%1: not known").arg(name);
    case Effect::None:
        break;
    }
    // Control policies often only deny: another one of their level allows.
    if (isControl(reading.type) && !allowsAnything(*reading.document))
        return tr("no statement denies it");
    return name.isEmpty() ? tr("no statement allows it") : tr("no statement allows it. %1 comes nearest").arg(name);
}

} // namespace waylight
