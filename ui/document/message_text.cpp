// SPDX-License-Identifier: MIT
#include "ui/document/message_text.h"

#include <QCoreApplication>

namespace waylight {

QString text(const Message& message) {
    const QString sentenceText = QCoreApplication::translate("core", sentence(message.id));
    return QString::fromStdString(filledIn(sentenceText.toStdString(), message.args));
}

} // namespace waylight
