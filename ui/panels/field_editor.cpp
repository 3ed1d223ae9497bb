// SPDX-License-Identifier: MIT
#include "ui/panels/field_editor.h"

#include "ui/panels/field_editor_parts.h"
#include "ui/panels/look.h"
#include "ui/panels/reference_combo.h"

#include <QToolButton>

namespace waylight {
void FieldEditor::offer(std::function<std::vector<Id>()>) {}
void FieldEditor::setContext(RecordContext) {}
void FieldEditor::setMarked(bool, const QString&, const std::string&) {}
void FieldEditor::setNotes(std::vector<PartNote>) {}
void FieldEditor::take(const Id&) {}
void FieldEditor::reveal(const std::string&) {}

Json FieldEditor::valueFor(const Json& own) const {
    return isMixed() ? own : value();
}
QString FieldEditor::complaint() const {
    return {};
}
QString FieldEditor::pending() const {
    return {};
}

QToolButton* lineButton(const char* iconName, const QString& objectName, const QString& text, QWidget* parent) {
    constexpr int side = 22;
    QToolButton* button = iconButton(QLatin1String(iconName), objectName, text, parent);
    button->setFixedSize(side, side);
    button->setIconSize({14, 14});
    return button;
}

void markText(QWidget* widget, bool wrong) {
    QPalette palette;
    if (wrong)
        palette.setColor(QPalette::Text, themeOf(widget->palette()).deny);
    widget->setPalette(palette);
}

QString shownText(const Topology& topology, const FieldInfo& field, const Json& value) {
    if (value.is_array()) {
        QStringList parts;
        FieldInfo element = field;
        element.list = false;
        for (const Json& each : value)
            parts << shownText(topology, element, each);
        return parts.join(QStringLiteral(", "));
    }
    if (field.type == FieldType::Flag)
        return value.is_boolean() && value.get<bool>() ? FieldEditor::tr("Yes") : FieldEditor::tr("No");
    if (field.type == FieldType::Reference && value.is_string() && !value.get_ref<const std::string&>().empty())
        return referenceText(topology, value.get<std::string>(), !field.refersTo);
    return textOfValue(value);
}

Json valueOfText(const FieldInfo& field, const QString& text) {
    const QString trimmed = field.type == FieldType::Text ? text : text.trimmed();
    if (trimmed.isEmpty() && field.optional)
        return Json();
    if (field.type == FieldType::Number) {
        bool good = false;
        const int number = trimmed.toInt(&good);
        if (good)
            return number;
    }
    return trimmed.toStdString();
}

QString textOfValue(const Json& value) {
    if (value.is_null())
        return {};
    return qString(value.is_string() ? value.get<std::string>() : value.dump());
}

} // namespace waylight
