// SPDX-License-Identifier: MIT
#include "core/edit/blocks.h"
#include "core/edit/common_fields.h"
#include "core/edit/edits.h"
#include "core/model/field_help.h"
#include "ui/document/document.h"
#include "ui/panels/field_editor.h"
#include "ui/panels/field_row.h"
#include "ui/panels/look.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

/// What a field's row is made of beside its editor: label, facts, help, picking.
namespace waylight {
namespace {

constexpr int labelWidth = 86; ///< pixels, without the help beside it
constexpr int helpWidth = 18;
constexpr std::size_t mostFacts = 4;

QString counted(int bits, std::uint64_t number) {
    return bits < 63 ? QLocale().toString(qulonglong(number)) : FieldRow::tr("2^%1").arg(bits);
}

QString sentenceOf(const edit::BlockFacts& facts) {
    QString text = FieldRow::tr("%1 to %2, %3 addresses")
                       .arg(qString(facts.block.address().toString()), qString(facts.last.toString()),
                            counted(facts.addressBits, facts.addresses()));
    if (facts.reserved > 0)
        text += FieldRow::tr(", %1 usable (AWS keeps %2)")
                    .arg(counted(facts.addressBits, facts.usable()))
                    .arg(facts.reserved);
    if (facts.used > 0)
        text += FieldRow::tr(", %1 in use").arg(counted(facts.addressBits, facts.used));
    return text;
}

} // namespace

template <class L>
L* FieldRow::addedNote(L* label, const QString& name) {
    label->setObjectName(QStringLiteral("%1.%2").arg(name, qString(m_field.name)));
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->hide();
    return label;
}

QLabel* FieldRow::makeFacts() {
    return addedNote(hintLabel({}, this), QStringLiteral("facts"));
}

MarkedLabel* FieldRow::makeMarked(const QString& name) {
    return addedNote(new MarkedLabel(this), name);
}

/// Fields of one line have their label at the left, the others above.
bool FieldRow::isShort() const {
    return !m_field.list && m_field.type != FieldType::Record && m_field.type != FieldType::TagMap;
}

void FieldRow::addTitle(QHBoxLayout& layout) {
    auto* label = new QLabel(qString(m_field.options.label), this);
    label->setToolTip(qString(m_field.options.help));
    label->setBuddy(m_editor);
    m_help = iconButton(QStringLiteral("question"), QStringLiteral("help.%1").arg(qString(m_field.name)),
                        tr("%1 (F1)").arg(qString(m_field.options.help)), this);
    m_help->setAccessibleName(tr("Help on %1").arg(label->text()));
    m_help->setIconSize({12, 12});
    m_help->setFocusPolicy(Qt::NoFocus);
    connect(m_help, &QToolButton::clicked, this, [this] { showHelp(m_helpText->isHidden()); });
    if (isShort()) {
        label->setWordWrap(true);
        label->setFixedWidth(labelWidth);
        label->setMinimumHeight(label->heightForWidth(labelWidth));
        m_help->setFixedWidth(helpWidth);
        layout.addWidget(label);
        layout.addWidget(m_help, 0, Qt::AlignVCenter);
        layout.addWidget(m_editor, 1);
        return;
    }
    QFont font = label->font();
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    layout.addWidget(label);
    layout.addWidget(m_help);
    layout.addStretch();
}

void FieldRow::buildLayout() {
    auto* title = new QHBoxLayout;
    title->setSpacing(4);
    addTitle(*title);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(3);
    layout->addLayout(title);
    if (!isShort())
        layout->addWidget(m_editor);
    auto* facts = new QHBoxLayout;
    facts->addWidget(m_facts, 1);
    layout->addLayout(facts);
    layout->addWidget(m_problem);
    layout->addWidget(m_helpText);
    const ResourcePtr now = m_document.design().topology.find(resource());
    const bool proposes = m_resources.size() == 1 && now && m_field.type == FieldType::Block &&
                          edit::withFreeBlock(m_document.design().topology, *now, m_field).has_value();
    if (!proposes)
        return;
    m_free = named(new QPushButton(m_field.list ? tr("Add free") : tr("Next free"), this),
                   QStringLiteral("free.%1").arg(qString(m_field.name)), tr("Next free block"));
    m_free->setToolTip(m_field.list ? tr("Add the next block that overlaps nothing here")
                                    : tr("Take the next block of this size that overlaps nothing in the VPC"));
    m_free->setFocusPolicy(Qt::TabFocus);
    facts->addWidget(m_free, 0, Qt::AlignTop | Qt::AlignRight);
    connect(m_free, &QPushButton::clicked, this, &FieldRow::proposeFree);
}

void FieldRow::connectEditor() {
    connect(m_editor, &FieldEditor::typed, this, &FieldRow::check);
    connect(m_editor, &FieldEditor::finished, this, &FieldRow::commit);
    connect(m_editor, &FieldEditor::policyRequested, this,
            [this](const QString& below) { emit policyRequested(QLatin1Char('/') + qString(m_field.name) + below); });
    connect(m_editor, &FieldEditor::jumpRequested, this, &FieldRow::jumpRequested);
    connect(m_editor, &FieldEditor::pickRequested, this, [this] {
        emit pickRequested(tr("Click what is meant by “%1”. Escape ends picking.").arg(qString(m_field.options.label)));
    });
    if (m_field.refersTo)
        m_editor->offer([this] { return edit::commonChoices(m_document.design().topology, m_resources, m_field); });
    m_editor->setContext(
        {.choices =
             [this](const edit::RecordColumn& column) {
                 const ResourcePtr now = m_document.design().topology.find(resource());
                 return now ? edit::cellChoices(m_document.design().topology, *now, column) : edit::CellChoices();
             },
         .newRecord =
             [this](const Json& rows, bool outbound) {
                 const ResourcePtr now = m_document.design().topology.find(resource());
                 return now ? edit::newRecord(m_document.design().topology, *now, m_field, rows, outbound)
                            : Json::object();
             }});
}

void FieldRow::lock(const QString& reason) {
    m_locked = true;
    m_editor->setEnabled(false);
    m_editor->setToolTip(reason);
    m_facts->setText(reason);
    m_facts->show();
}

void FieldRow::showFacts() {
    if (m_locked || m_field.type != FieldType::Block || m_resources.size() > 1)
        return;
    const ResourcePtr now = m_document.design().topology.find(resource());
    const Result<Resource> typed = now ? withField(*now, m_field.name, m_editor->value()) : Result<Resource>(Message());
    // One block that was typed as it is stored need not be repeated.
    const auto lead = [&](const edit::BlockFacts& facts) {
        const bool same = !m_field.list && textOfValue(m_editor->value()) == qString(facts.block.toString());
        return same ? QString() : QStringLiteral("%1: ").arg(qString(facts.block.toString()));
    };
    QStringList lines;
    if (typed)
        for (const edit::BlockFacts& each : edit::blockFacts(m_document.design().topology, *typed, m_field))
            if (static_cast<std::size_t>(lines.size()) < mostFacts)
                lines << lead(each) + sentenceOf(each);
    m_facts->setText(lines.join(QLatin1Char('\n')));
    m_facts->setVisible(!lines.isEmpty());
}

/// What the findings say of single elements of the value: rules that do nothing are shown as such.
void FieldRow::showNotes() {
    if (m_resources.size() > 1 || m_field.type != FieldType::Record)
        return;
    const std::string start = '/' + m_field.name + '/';
    std::vector<PartNote> notes;
    for (const Finding& each : m_document.findings()) {
        if (each.resource != resource() || !each.pointer.starts_with(start))
            continue;
        bool isPlace = false;
        const int place = qString(each.pointer.substr(start.size())).section(QLatin1Char('/'), 0, 0).toInt(&isPlace);
        if (isPlace)
            notes.push_back({.place = place,
                             .sentence = text(each.message),
                             .dimmed = each.rule == "shadowed-rule" || each.rule == "redundant-rule"});
    }
    m_editor->setNotes(std::move(notes));
}

void FieldRow::showHelp(bool shown) {
    const ResourcePtr now = m_document.design().topology.find(resource());
    QString words = qString(m_field.options.help);
    if (now)
        if (const std::string_view more = fieldMistake(typeInfo(*now).name, m_field.name); !more.empty())
            words += QLatin1Char('\n') + qString(more);
    m_helpText->setText(words);
    m_helpText->setVisible(shown);
    m_helpText->setMark(themeOf(palette()).active);
}

void FieldRow::proposeFree() {
    const ResourcePtr now = m_document.design().topology.find(resource());
    const Result<Resource> typed = now ? withField(*now, m_field.name, m_editor->value()) : Result<Resource>(Message());
    const auto free =
        now ? edit::withFreeBlock(m_document.design().topology, typed ? *typed : *now, m_field) : std::nullopt;
    if (!free) {
        showProblem(tr("No block of this size is free here. Try a smaller one, such as /26."), false, {});
        return;
    }
    m_editor->show(m_document.design().topology, *free);
    commit();
}

/// What was picked when it is a choice here, else the part of it that is: an instance's interface.
Id FieldRow::fitting(const Id& picked) const {
    if (!m_field.refersTo)
        return picked;
    const Topology& topology = m_document.design().topology;
    const std::vector<Id> choices = edit::commonChoices(topology, m_resources, m_field);
    const auto isChoice = [&](const Id& id) { return std::find(choices.begin(), choices.end(), id) != choices.end(); };
    if (isChoice(picked))
        return picked;
    for (const Id& part : edit::partsOf(topology, picked))
        if (isChoice(part))
            return part;
    return {};
}

void FieldRow::take(const Id& picked) {
    const ResourcePtr resource = m_document.design().topology.find(picked);
    if (!resource)
        return;
    if (const Id id = fitting(picked); !id.empty()) {
        m_editor->setFocus();
        m_editor->take(id);
        return;
    }
    showProblem(tr("%1 is of the kind %2. Pick a %3 of the same VPC.")
                    .arg(qString(displayName(base(*resource))), qString(typeInfo(*resource).label),
                         qString(typeInfo(*m_field.refersTo).label)),
                false, {});
}

} // namespace waylight
