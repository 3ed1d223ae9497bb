// SPDX-License-Identifier: MIT
#include "ui/panels/trace_words.h"

#include "core/trace/question.h"
#include "ui/document/message_text.h"
#include "ui/panels/look.h"

#include <QCoreApplication>

namespace waylight {
namespace {

QString tr(const char* sentence) {
    return QCoreApplication::translate("trace", sentence);
}

QString lineOf(const Topology& topology, const Check& check) {
    QString line =
        QStringLiteral("    %1 – %2: %3").arg(title(check.stage), word(check.outcome).toLower(), text(check.message));
    if (check.outcome != Outcome::Pass)
        line += QStringLiteral(" [%1, %2%3]")
                    .arg(qString(check.code), nameOf(topology, check.resource), qString(check.pointer));
    return line;
}

} // namespace

QString title(Stage stage) {
    if (stage == Stage::Dns)
        return QStringLiteral("DNS");
    QString words = qString(enumName(stage)).replace(QLatin1Char('-'), QLatin1Char(' '));
    words[0] = words[0].toUpper();
    return words.replace(QStringLiteral(" acl"), QStringLiteral(" ACL"));
}

QString nameOf(const Topology& topology, const Id& id) {
    const ResourcePtr resource = topology.find(id);
    return resource ? qString(displayName(base(*resource))) : qString(id);
}

QString asText(const Topology& topology, const Request& request, const Trace& trace) {
    QStringList lines{QStringLiteral("%1: %2").arg(qString(requestTitle(topology, request)), word(trace.verdict))};
    for (const Check& blocker : trace.blockers)
        lines << QStringLiteral("  ") + text(blocker.message);
    lines << QString();
    for (const Hop& hop : trace.hops) {
        const QString name = nameOf(topology, hop.resource);
        lines << QStringLiteral("  ") +
                     (hop.direction == Direction::Return ? tr("%1, on the way back").arg(name) : name);
        for (const Check& check : hop.checks)
            lines << lineOf(topology, check);
    }
    for (const Missing& missing : trace.missing)
        lines << tr("Missing: %1").arg(text(missing.message));
    for (const Message& item : trace.cost.items)
        lines << tr("Cost: %1").arg(text(item));
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

} // namespace waylight
