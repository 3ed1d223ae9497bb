// SPDX-License-Identifier: MIT
#include "ui/shell/element_help.h"

#include "core/model/codec.h"
#include "core/model/field_help.h"
#include "ui/panels/look.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QLabel>
#include <QTextBrowser>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

namespace waylight {
namespace {

#define TEXT(text) QT_TRANSLATE_NOOP("help", text)

/// What a request meets at an element of each kind.
constexpr std::pair<std::string_view, const char*> checks[] = {
    {"vpc", TEXT("Whether names are resolved in it (DNS resolution and host names), and which addresses are local: "
                 "they need no route.")},
    {"subnet", TEXT("Nothing by itself: its network ACL filters what crosses its border, in both directions, and its "
                    "route table says where packets go.")},
    {"route-table", TEXT("Which route is the most specific one for the destination, whether that route is active, and "
                         "the same again for the reply.")},
    {"internet-gateway", TEXT("Whether it is attached to the VPC, and whether the sender has a public IPv4 address, or "
                              "an IPv6 address.")},
    {"egress-only-internet-gateway", TEXT("Whether the packet is IPv6 and belongs to a connection that was opened "
                                          "from inside.")},
    {"nat-gateway", TEXT("Whether it is available, has an address, and stands in a subnet that itself leads to where "
                         "the packet goes.")},
    {"vpc-endpoint", TEXT("Gateway endpoints: whether the subnet's route table has their route. Interface endpoints: "
                          "their security groups, and whether the name resolves to them. Both: whether their policy "
                          "allows the call.")},
    {"vpc-peering", TEXT("Whether it is active and both sides have a route to the other; it never forwards to a third "
                         "network.")},
    {"transit-gateway", TEXT("Which of its route tables belongs to the attachment that the packet came from, and "
                             "whether that table has a route to another attachment.")},
    {"vpn-gateway", TEXT("Whether it is attached to the VPC and its connection knows the customer's networks.")},
    {"network-acl", TEXT("The entries in the order of their numbers, for the packet and again for the reply: the first "
                         "that matches decides.")},
    {"security-group", TEXT("Whether any rule of any group allows the packet. The reply to what was allowed passes "
                            "without a rule.")},
    {"instance", TEXT("Whether it runs, whether its security groups allow the packet, and for calls to AWS whether its "
                      "role may make them.")},
    {"lambda-function", TEXT("Whether the security groups of its interfaces allow the packet, and for calls to AWS "
                             "whether its execution role may make them.")},
    {"network-interface", TEXT("Its security groups, whether its address is the packet's, and the source/destination "
                               "check when the packet is not for it.")},
    {"load-balancer", TEXT("Whether a listener has the port, and whether a target group behind it has a target that "
                           "can be reached.")},
    {"role", TEXT("Whether a policy of it allows the call, nothing denies it, and its permissions boundary allows it "
                  "too.")},
    {"bucket", TEXT("Its policy, Block Public Access, the owner of the object, and the key that encrypts it.")},
    {"access-point", TEXT("Its own policy, and whether the bucket's policy delegates to it.")},
    {"dynamodb-table", TEXT("Its policy, beside that of the caller and of the endpoint on the way.")},
    {"kms-key", TEXT("Whether it is enabled and its key policy lets the caller use it: without that no other policy "
                     "helps.")},
    {"account", TEXT("Its service control policies limit its own callers, its resource control policies everybody who "
                     "calls its resources.")},
    {"internet", TEXT("Whether the address that is asked for is a public one of something that its routes, filters and "
                      "gateways let the internet reach.")},
    {"elastic-ip", TEXT("Nothing by itself: it is the address that the internet sees of what carries it.")},
    {"vpc-block-public-access", TEXT("Whether the internet may reach any VPC of the Region, or be reached, apart from "
                                     "what is excluded.")},
};

#undef TEXT

QString tr(const char* text) {
    return QCoreApplication::translate("help", text);
}

QString checkedAt(std::string_view kind) {
    const auto* at =
        std::find_if(std::begin(checks), std::end(checks), [&](const auto& each) { return each.first == kind; });
    return at == std::end(checks) ? QString() : tr(at->second);
}

QString heading(const QString& words) {
    return QStringLiteral("<h4>%1</h4>").arg(words.toHtmlEscaped());
}

QString entry(const QString& name, const QString& words) {
    return QStringLiteral("<li><b>%1</b>: %2</li>").arg(name.toHtmlEscaped(), words.toHtmlEscaped());
}

/// Of the fields that can be edited: what they are, and what is got wrong with them.
QString fieldsOf(Kind kind) {
    QString mistakes;
    QString fields;
    for (const FieldInfo& field : fieldInfos(kind)) {
        if (field.options.derived || field.options.help.empty())
            continue;
        const QString label = qString(field.options.label);
        fields += entry(label, qString(field.options.help));
        for (const FieldMistake& each : fieldMistakes())
            if (each.kind == typeInfo(kind).name && each.field == field.name)
                mistakes += entry(label, qString(each.text));
    }
    const auto list = [](const QString& title, const QString& entries) {
        return entries.isEmpty() ? QString() : heading(title) + QStringLiteral("<ul>%1</ul>").arg(entries);
    };
    return list(tr("What people get wrong"), mistakes) + list(tr("Its fields"), fields);
}

} // namespace

ElementHelp::ElementHelp(Kind kind, QWidget* parent) : QDialog(parent) {
    const TypeInfo& info = typeInfo(kind);
    setObjectName(QStringLiteral("dialog.help"));
    setWindowTitle(qString(info.label));
    QString page = QStringLiteral("<p>%1</p>").arg(qString(info.help).toHtmlEscaped());
    if (const QString checked = checkedAt(info.name); !checked.isEmpty())
        page += heading(tr("What is checked here")) + QStringLiteral("<p>%1</p>").arg(checked.toHtmlEscaped());
    page += fieldsOf(kind);

    auto* mark = new QLabel(this);
    mark->setPixmap(icon(qString(info.name)).pixmap(QSize(40, 40), devicePixelRatioF()));
    auto* title = new QLabel(qString(info.label), this);
    QFont font = title->font();
    font.setWeight(QFont::DemiBold);
    font.setPointSizeF(font.pointSizeF() * 1.4);
    title->setFont(font);
    auto* top = new QHBoxLayout;
    top->addWidget(mark);
    top->addWidget(title, 1);
    auto* text = named(new QTextBrowser(this), QStringLiteral("help.text"), qString(info.label));
    text->setHtml(page);
    text->setFrameShape(QFrame::NoFrame);
    text->viewport()->setAutoFillBackground(false);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->addLayout(top);
    layout->addWidget(text, 1);
    layout->addWidget(buttons);
    resize(560, 520);
}

} // namespace waylight
