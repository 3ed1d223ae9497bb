// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

#include <functional>

class QToolButton;
class QVBoxLayout;

namespace waylight {

/// A part of what is inspected, under a rule: its header can be clicked to fold or unfold the form below it, which is
/// made when it is first unfolded.
class PartSection : public QWidget {
    Q_OBJECT

public:
    /// `fill` puts the form into the layout of the section's body.
    PartSection(QWidget* header, const QString& name, std::function<void(QVBoxLayout&)> fill, QWidget* parent);

    bool isOpen() const;
    void setOpen(bool open);
    /// Puts a button at the end of the header.
    void addButton(QToolButton* button);

signals:
    void toggled(bool open);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* m_header;
    QToolButton* m_arrow;
    QWidget* m_body;
    std::function<void(QVBoxLayout&)> m_fill; ///< empty: done
};

} // namespace waylight
