// SPDX-License-Identifier: MIT
#include "core/analysis/request_findings.h"
#include "tests/support/registry.h"

#include <QtTest>

using namespace waylight;

namespace {

Design asking(const std::string& action) {
    Design design;
    Request request;
    request.id = "r1";
    request.from = "i-1";
    request.action = action;
    request.resource = "arn:aws:s3:::logs/a";
    design.requests.set(request.id, request);
    return design;
}

std::vector<Finding> found(const Design& design) { return findings(design, Network::compile(design.topology)); }

} // namespace

class RequestFindingsTest : public QObject {
    Q_OBJECT

private slots:
    void anUnknownActionIsAFinding() {
        const auto all = found(asking("s3:GetObjects"));
        QCOMPARE(all.size(), std::size_t(1));
        QCOMPARE(all[0].rule, std::string("request-unknown-action"));
        QCOMPARE(all[0].resource, std::string("r1"));
        QCOMPARE(all[0].pointer, std::string("/action"));
        QCOMPARE(toEnglish(all[0].message), std::string("s3:GetObjects is not an action of Amazon S3; did you mean s3:GetObject?"));
    }

    void whatCanBeCalledIsNone_data() {
        QTest::addColumn<QString>("action");
        for (const char* action : {"s3:GetObject", "s3:HeadObject", "s3:CopyObject", "s3:ListAllMyBuckets", "sqs:SendMessage", ""})
            QTest::newRow(action) << action;
    }
    void whatCanBeCalledIsNone() {
        QFETCH(QString, action);
        QVERIFY(found(asking(action.toStdString())).empty());
    }

    void itCanBeApproved() {
        Design design = asking("s3:GetObjects");
        design.approvals.set("request-unknown-action:r1", Approval{});
        QVERIFY(found(design).at(0).approved);
    }
};

WAYLIGHT_TEST(RequestFindingsTest)
#include "tst_request_findings.moc"
