// SPDX-License-Identifier: MIT
#include "tests/support/registry.h"
#include "tests/ui/canvas/canvas_driver.h"
#include "ui/document/message_text.h"
#include "ui/render/trace_path.h"
#include "ui/shell/main_window.h"

#include <QPushButton>
#include <QTemporaryDir>

using namespace waylight;

namespace {

/// A window in which networks are drawn with the mouse, from nothing.
struct Sketching {
    QTemporaryDir folder;
    Settings settings{folder.path()};
    MainWindow window{settings, {.restore = false, .animated = false, .theme = ThemeChoice::Light}};
    CanvasDriver hand{window.canvas(), window.document()};

    Sketching() {
        window.resize(1700, 1100);
        window.show();
        window.newDesign();
        window.activateWindow();
    }
    Id place(const char* kind, const Id& container) { return place(kind, container.empty() ? hand.pixel({-200, -200}) : hand.inside(container)); }
    Id place(const char* kind, QPoint at) {
        if (!hand.paletteItem(kind, at))
            QTest::qFail(qPrintable(QStringLiteral("%1: %2").arg(QLatin1String(kind), hand.canvas.bubbleText())), __FILE__, __LINE__);
        window.canvas().fit();
        return window.document().selection().front();
    }
    /// A VPC with a subnet and an instance in it.
    struct Network {
        Id vpc, subnet, instance, table;
    };
    Network network(QPoint at) {
        Network made;
        made.vpc = place("vpc", at);
        made.subnet = place("subnet", made.vpc);
        made.instance = place("instance", made.subnet);
        hand.topology().forEach<RouteTable>([&](const RouteTable& each) {
            if (each.vpc.id == made.vpc)
                made.table = each.id;
        });
        return made;
    }
    void connect(const Id& from, const Id& to) {
        const int before = hand.steps();
        QTest::keyClick(&window.canvas(), Qt::Key_C);
        const auto grip = [&](const Id& id) { return hand.topology().get<Vpc>(id) ? hand.title(id) : hand.middle(id); };
        hand.dragAndDrop(grip(from), grip(to));
        QTest::keyClick(&window.canvas(), Qt::Key_V);
        if (hand.steps() != before + 1)
            QTest::qFail(qPrintable(QStringLiteral("%1 and %2: %3").arg(QString::fromStdString(from), QString::fromStdString(to), hand.canvas.bubbleText())), __FILE__, __LINE__);
    }
    /// All groups let private addresses in to a port.
    void openGroups(int port) {
        Design after = window.document().design();
        std::vector<SecurityGroup> groups;
        after.topology.forEach<SecurityGroup>([&](const SecurityGroup& group) { groups.push_back(group); });
        for (SecurityGroup& group : groups) {
            SecurityGroupRule rule;
            rule.protocol = Protocol::tcp();
            rule.fromPort = rule.toPort = port;
            rule.cidr = *Cidr::parse("10.0.0.0/8");
            group.ingress.push_back(rule);
            after.topology.set(group);
        }
        window.document().commit(after, QStringLiteral("Open the groups"));
    }
    const Trace& ask(const Id& from, const Id& to, int port) {
        Request request;
        request.from = from;
        request.to = to;
        request.port = port;
        window.document().setRequest(request);
        window.player().toEnd();
        return *window.document().trace();
    }
    /// Where the drawn path goes: each place once.
    std::vector<Id> path() {
        std::vector<Id> ids;
        for (const PictureBox* box : tracePlaces(window.document().picture(), *window.document().trace()))
            if (box && (ids.empty() || ids.back() != box->id))
                ids.push_back(box->id);
        return ids;
    }
    /// For a look at it: in the folder that WAYLIGHT_TEST_PICTURES names, if it names one.
    void keepPicture(const char* name) {
        const QString to = qEnvironmentVariable("WAYLIGHT_TEST_PICTURES");
        window.canvas().fit();
        if (!to.isEmpty())
            QVERIFY(window.grab().save(QStringLiteral("%1/networks-%2.png").arg(to, QLatin1String(name))));
    }
};

QString reason(const Trace& trace) {
    return trace.blockers.empty() ? QStringLiteral("nothing blocks") : text(trace.blockers.front().message);
}

bool has(const std::vector<Id>& ids, const Id& id) { return std::find(ids.begin(), ids.end(), id) != ids.end(); }

} // namespace

/// Networks of several VPCs, drawn with the mouse and asked.
class NetworksTest : public QObject {
    Q_OBJECT

private slots:
    void twoPeeredVpcs() {
        Sketching d;
        QVERIFY(QTest::qWaitForWindowActive(&d.window));
        const auto a = d.network({300, 260});
        const auto b = d.network(d.hand.inside("us-east-1"));
        QVERIFY(a.vpc != b.vpc);
        d.openGroups(22);
        d.connect(a.vpc, b.vpc);
        const Id peering = d.hand.only<VpcPeering>();
        QCOMPARE(d.window.document().selection(), std::vector<Id>{peering});
        QCOMPARE(d.ask(a.instance, b.instance, 22).verdict, Verdict::Blocked);
        d.keepPicture("peering-blocked");
        d.connect(a.table, peering);
        d.connect(b.table, peering);
        QCOMPARE(d.window.document().trace()->verdict, Verdict::Allowed);
        QVERIFY2(has(d.path(), peering), "the path goes through the peering connection");
        d.keepPicture("peering");
    }

    void twoVpcsAtATransitGateway() {
        Sketching d;
        QVERIFY(QTest::qWaitForWindowActive(&d.window));
        const auto a = d.network({300, 260});
        const auto b = d.network(d.hand.inside("us-east-1"));
        const Id gateway = d.place("transit-gateway", d.hand.inside("us-east-1"));
        d.openGroups(22);
        for (const auto& each : {a, b}) {
            d.connect(each.vpc, gateway);
            d.connect(each.table, gateway);
        }
        QVERIFY2(d.ask(a.instance, b.instance, 22).verdict == Verdict::Allowed, qPrintable(reason(*d.window.document().trace())));
        QVERIFY2(has(d.path(), gateway), "the path goes through the transit gateway");
        d.keepPicture("transit");
    }

    void aLoadBalancerWithATarget() {
        Sketching d;
        QVERIFY(QTest::qWaitForWindowActive(&d.window));
        const auto a = d.network({300, 260});
        const Id server = d.place("instance", a.subnet);
        const Id balancer = d.place("load-balancer", a.vpc);
        d.connect(balancer, server);
        d.openGroups(80);
        QVERIFY2(d.ask(a.instance, balancer, 80).verdict == Verdict::Allowed, qPrintable(reason(*d.window.document().trace())));
        const std::vector<Id> path = d.path();
        QVERIFY2(path.size() >= 3, "all three are drawn");
        QVERIFY2((std::vector<Id>(path.begin(), path.begin() + 3) == std::vector<Id>{a.instance, balancer, server}), "from the client to the target, and no way round the subnet");
        d.keepPicture("balancer");
    }
};

WAYLIGHT_TEST(NetworksTest)
#include "tst_networks.moc"
