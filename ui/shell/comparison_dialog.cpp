// SPDX-License-Identifier: MIT
#include "ui/shell/comparison_dialog.h"

#include "core/model/codec.h"
#include "core/trace/question.h"
#include "ui/document/message_text.h"
#include "ui/panels/look.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace waylight {
namespace {

QString nameOf(const Resource& resource) {
    return QStringLiteral("%1 %2").arg(qString(typeInfo(resource).label), qString(displayName(base(resource))));
}

QString shown(const Json& value) {
    constexpr qsizetype longest = 160;
    const QString text =
        value.is_null() ? QStringLiteral("–") : qString(value.is_string() ? value.get<std::string>() : value.dump());
    return text.size() > longest ? text.left(longest) + QStringLiteral("…") : text;
}

/// The first check of a trace that does not pass.
QString reason(const Trace& trace) {
    for (const Hop& hop : trace.hops)
        for (const Check& check : hop.checks)
            if (check.outcome != Outcome::Pass)
                return text(check.message);
    return {};
}

class Filler {
public:
    Filler(QTreeWidget* tree, const Topology& topology) : m_tree(tree), m_topology(topology) {}

    void fill(const Comparison& found) {
        addVerdicts(found.verdicts);
        addResources(QObject::tr("Only in the second (%1)"), found.added);
        addResources(QObject::tr("Only in the first (%1)"), found.removed);
        addFields(found.changed);
    }

private:
    QTreeWidgetItem* group(const QString& title, std::size_t count) {
        auto* item = new QTreeWidgetItem(m_tree, {title.arg(count)});
        item->setFirstColumnSpanned(true);
        item->setExpanded(true);
        QFont font = m_tree->font();
        font.setWeight(QFont::DemiBold);
        item->setFont(0, font);
        return item;
    }

    void addVerdicts(const std::vector<ChangedVerdict>& verdicts) {
        if (verdicts.empty())
            return;
        QTreeWidgetItem* parent = group(QObject::tr("Requests whose verdict differs (%1)"), verdicts.size());
        for (const ChangedVerdict& each : verdicts) {
            const Trace& worse = each.after.verdict == Verdict::Allowed ? each.before : each.after;
            auto* item = new QTreeWidgetItem(parent, {qString(requestTitle(m_topology, each.request)),
                                                      word(each.before.verdict), word(each.after.verdict)});
            item->setIcon(1, icon(each.before.verdict));
            item->setIcon(2, icon(each.after.verdict));
            item->setToolTip(0, reason(worse));
            new QTreeWidgetItem(item, {reason(worse)});
            item->child(0)->setFirstColumnSpanned(true);
        }
    }

    void addResources(const QString& title, const std::vector<ResourcePtr>& resources) {
        if (resources.empty())
            return;
        QTreeWidgetItem* parent = group(title, resources.size());
        for (const ResourcePtr& each : resources)
            new QTreeWidgetItem(parent, {nameOf(*each)});
    }

    void addFields(const std::vector<ChangedField>& fields) {
        if (fields.empty())
            return;
        QTreeWidgetItem* parent = group(QObject::tr("Fields that differ (%1)"), fields.size());
        for (const ChangedField& each : fields) {
            const ResourcePtr resource = m_topology.find(each.resource);
            const FieldInfo* info = resource ? fieldInfo(resource->index(), each.field) : nullptr;
            const QString label = info ? qString(info->options.label) : qString(each.field);
            new QTreeWidgetItem(
                parent, {QStringLiteral("%1: %2").arg(resource ? nameOf(*resource) : qString(each.resource), label),
                         shown(each.before), shown(each.after)});
        }
    }

    QTreeWidget* m_tree;
    const Topology& m_topology;
};

QString summaryOf(const Comparison& found) {
    if (found.empty())
        return ComparisonDialog::tr("The two say the same.");
    if (found.requests == 0)
        return ComparisonDialog::tr("No request can be asked of both: they share no host and no saved request.");
    return ComparisonDialog::tr("Asked of both: %1. With another verdict: %2.")
        .arg(found.requests)
        .arg(found.verdicts.size());
}

} // namespace

ComparisonDialog::ComparisonDialog(const Comparison& found, const Topology& topology, const QString& title,
                                   QWidget* parent)
    : QDialog(parent) {
    setWindowTitle(title);
    setObjectName(QStringLiteral("dialog.comparison"));
    auto* tree = named(new QTreeWidget(this), QStringLiteral("comparison.tree"), title);
    tree->setHeaderLabels({tr("What differs"), tr("First"), tr("Second")});
    tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    tree->setWordWrap(true);
    tree->setTextElideMode(Qt::ElideRight);
    tree->setColumnWidth(1, 220);
    tree->setColumnWidth(2, 220);
    Filler(tree, topology).fill(found);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 12);
    layout->addWidget(wrappingLabel(summaryOf(found), this));
    layout->addWidget(tree, 1);
    layout->addWidget(buttons);
    resize(900, 560);
}

} // namespace waylight
