// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/codec.h"
#include "tests/core/edit/sketch.h"
#include "ui/document/document.h"
#include "ui/panels/inspector_panel.h"

#include <QLabel>
#include <QLineEdit>
#include <QTableView>
#include <QToolButton>
#include <QtTest>

/// An inspector beside a design, and what is found in it.
struct Inspected {
    waylight::Document document;
    waylight::InspectorPanel inspector{document};

    explicit Inspected(const waylight::Design& design, const std::vector<waylight::Id>& selected) {
        document.reset(design, {});
        document.select(selected);
        inspector.resize(320, 900);
        inspector.show();
        inspector.activateWindow();
        if (!QTest::qWaitForWindowActive(&inspector))
            QTest::qFail("the inspector is not active", __FILE__, __LINE__);
    }
    template <class W>
    W* editor(const char* field) const {
        const auto* row = inspector.findChild<QWidget*>(QStringLiteral("editor.") + QLatin1String(field));
        return row ? row->findChild<W*>() : nullptr;
    }
    QLabel* note(const char* what, const char* field) const { return inspector.findChild<QLabel*>(QLatin1String(what) + QLatin1Char('.') + QLatin1String(field)); }
    QToolButton* button(const char* name) const { return inspector.findChild<QToolButton*>(QLatin1String(name)); }
    waylight::Json value(const waylight::Id& id, const char* field) const { return waylight::fieldValue(*document.design().topology.find(id), field); }
    int steps() { return document.undoStack().count(); }
    static void type(QLineEdit* edit, const char* text) {
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, QLatin1String(text));
        QTest::keyClick(edit, Qt::Key_Return);
    }
};
