// SPDX-License-Identifier: MIT
#pragma once

#include "ui/panels/code_edit.h"

#include <QListWidget>

namespace waylight {

/// What is wrong with the text of a policy, each with its line; a click goes there. As high as its sentences are.
class PolicyProblems : public QListWidget {
    Q_OBJECT

public:
    PolicyProblems(CodeEdit& edit, QWidget* parent);

    void show(const QList<CodeEdit::Mark>& marks);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fit();

    CodeEdit& m_edit;
};

} // namespace waylight
