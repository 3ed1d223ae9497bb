// SPDX-License-Identifier: MIT
#include "core/base/message_ids.h"
#include "core/formats/diagrams/embedded_design.h"
#include "core/formats/diagrams/packed_text.h"
#include "core/formats/diagrams/xml_text.h"
#include "core/formats/waylight_file.h"
#include "tests/support/random_design.h"
#include "tests/support/registry.h"

#include <QtTest>

using namespace waylight;

namespace {

/// A picture of one grey pixel: https://www.w3.org/TR/png/
std::string smallPng() {
    return QByteArray::fromHex("89504e470d0a1a0a0000000d4948445200000001000000010000000000a3e25bb30000000a4944415478016360000000020001737501"
                               "180000000049454e44ae426082")
        .toStdString();
}

std::string smallSvg() {
    return "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"><title>metadata id=\"waylight-design\"</title><metadata>other</metadata></svg>\n";
}

/// A PDF in which the design is one stream among others, as in every PDF with an attachment.
std::string smallPdf(const std::string& text, bool compressed) {
    const std::string body = compressed ? deflated(text) : text;
    return "%PDF-1.4\n1 0 obj\n<</Filter/FlateDecode>>\nstream\n" + deflated("q 1 0 0 1 0 0 cm") + "\nendstream\nendobj\n2 0 obj\n<<>>\nstream\r\nBT ET\nendstream\nendobj\n3 0 obj\n<</Length 9>>\nstream\n" + body +
           "\nendstream\nendobj\n4 0 obj\n<<>>\nstream\nlast\nendstream\nendobj\ntrailer\n%%EOF\n";
}

std::string carrying(Carrier carrier, const std::string& text) {
    return carrier == Carrier::Png ? pngWithDesign(smallPng(), text) : carrier == Carrier::Svg ? svgWithDesign(smallSvg(), text) : smallPdf(text, true);
}

constexpr Carrier pictures[] = {Carrier::Png, Carrier::Svg, Carrier::Pdf};

} // namespace

class EmbeddedDesignTest : public QObject {
    Q_OBJECT

private slots:
    void everyByteComesBack_data() {
        QTest::addColumn<int>("carrier");
        for (const Carrier carrier : pictures)
            QTest::newRow(carrierName(carrier)) << int(carrier);
    }
    void everyByteComesBack() {
        QFETCH(int, carrier);
        const auto kind = static_cast<Carrier>(carrier);
        for (unsigned seed = 1; seed <= 8; ++seed) {
            const std::string text = writeWaylight(randomDesign(seed));
            const std::string file = carrying(kind, text);
            QCOMPARE(carrierOf(file), std::optional(kind));
            const auto found = embeddedText(file, kind);
            QVERIFY2(found, found ? "" : toEnglish(found.error()).c_str());
            QCOMPARE(*found, text);
            const auto loaded = readEmbedded(file, kind, "picture");
            QVERIFY(loaded);
            QCOMPARE(writeWaylight(loaded->design), text);
            QVERIFY(loaded->diagnostics.empty());
        }
    }

    void plainStreamOfAPdf() {
        const std::string text = writeWaylight(randomDesign(1));
        const auto found = embeddedText(smallPdf(text, false), Carrier::Pdf);
        QVERIFY(found);
        QVERIFY(found->starts_with(text.substr(0, text.size() - 1)));
        QVERIFY(readEmbedded(smallPdf(text, false), Carrier::Pdf, "x.pdf"));
    }

    void withoutADesign() {
        for (const auto& [carrier, file] : {std::pair(Carrier::Png, smallPng()), std::pair(Carrier::Svg, smallSvg()), std::pair(Carrier::Pdf, smallPdf("q", true))}) {
            const auto loaded = readEmbedded(file, carrier, "the file");
            QVERIFY(!loaded);
            QCOMPARE(loaded.error().message.id, MessageId::PictureWithoutDesign);
            QCOMPARE(loaded.error().file, std::string("the file"));
        }
    }

    /// Cut off anywhere: a message, never a design that is not the one that was put in.
    void cutOff_data() { everyByteComesBack_data(); }
    void cutOff() {
        QFETCH(int, carrier);
        const auto kind = static_cast<Carrier>(carrier);
        const std::string text = writeWaylight(randomDesign(4));
        const std::string file = carrying(kind, text);
        int refused = 0;
        for (std::size_t length = 0; length < file.size(); length += length < 300 || length + 300 > file.size() ? 1 : 37) {
            const auto found = embeddedText(std::string_view(file).substr(0, length), kind);
            if (found)
                QCOMPARE(*found, text); // only what comes behind it is missing
            else
                ++refused;
        }
        QVERIFY(refused > 200);
        QCOMPARE(embeddedText(std::string_view(file).substr(0, file.size() / 2), kind).error().message.id, MessageId::PictureDesignDamaged);
    }

    /// One byte changed anywhere: the text as it was, or a message.
    void changed_data() { everyByteComesBack_data(); }
    void changed() {
        QFETCH(int, carrier);
        const auto kind = static_cast<Carrier>(carrier);
        const std::string text = writeWaylight(randomDesign(4));
        const std::string file = carrying(kind, text);
        Dice dice(7);
        int refused = 0;
        for (int round = 0; round < 600; ++round) {
            std::string broken = file;
            broken[static_cast<std::size_t>(dice.below(int(file.size())))] ^= static_cast<char>(1 << dice.below(8));
            const auto found = embeddedText(broken, kind);
            if (found)
                QCOMPARE(*found, text);
            else
                ++refused;
        }
        QVERIFY2(refused > 300, qPrintable(QString::number(refused)));
    }

    /// 100 kB that would become 300 MB.
    void doesNotBlowUp() {
        const std::string bomb = pngWithDesign(smallPng(), "{\"waylight\": 1, \"x\": \"" + std::string(300u << 20, 'x') + "\"}");
        QVERIFY(bomb.size() < 1u << 20);
        const auto found = embeddedText(bomb, Carrier::Png);
        QVERIFY(!found);
        QCOMPARE(found.error().message.id, MessageId::PictureDesignTooLarge);
    }

    void lengthsThatLie() {
        std::string png = pngWithDesign(smallPng(), "{}");
        for (const char* length : {"ffffffff", "7fffffff", "00000100"}) {
            std::string broken = png;
            broken.replace(8, 4, QByteArray::fromHex(length).toStdString());
            QCOMPARE(embeddedText(broken, Carrier::Png).error().message.id, MessageId::PictureDesignDamaged);
        }
    }

    void whatIsNoPictureStays() {
        QCOMPARE(pngWithDesign("PNG?", "{}"), std::string("PNG?"));
        QCOMPARE(svgWithDesign("<svg>", "{}"), std::string("<svg>"));
        for (const char* text : {"", "{\"waylight\": 1}", "<html>", "GIF89a", "  ", "<!-- svg -->"})
            QVERIFY(!carrierOf(text));
        QCOMPARE(carrierOf("\xEF\xBB\xBF \n<?xml version='1.0'?><!DOCTYPE svg><svg>"), std::optional(Carrier::Svg));
        QCOMPARE(carrierOf("<mxGraphModel>"), std::optional(Carrier::Drawio));
    }

    void packedTexts() {
        Dice dice(3);
        for (int length = 0; length < 70; ++length) {
            std::string bytes;
            for (int i = 0; i < length; ++i)
                bytes += static_cast<char>(dice.below(256));
            QCOMPARE(QByteArray::fromStdString(base64(bytes)), QByteArray::fromStdString(bytes).toBase64());
            QCOMPARE(fromBase64(base64(bytes)), std::optional(bytes));
            for (const Deflate wrapping : {Deflate::Zlib, Deflate::Raw}) {
                const Inflated back = inflated(deflated(bytes, wrapping) + "rest", 1000, wrapping);
                QVERIFY(back.end == Inflated::End::Whole);
                QCOMPARE(back.text, bytes);
            }
        }
        QCOMPARE(fromBase64(" QU\nJD "), std::optional<std::string>("ABC"));
        for (const char* wrong : {"A", "QUJ$", "QQ=Q", "Q===", "QUJD="})
            QVERIFY2(!fromBase64(wrong), wrong);
        const Inflated most = inflated(deflated(std::string(5000, 'a')), 4999);
        QVERIFY(most.end == Inflated::End::TooLarge);
        QCOMPARE(most.text.size(), std::size_t(4999));
        QVERIFY(inflated(deflated(std::string(5000, 'a')), 5000).end == Inflated::End::Whole);
    }

    void xmlTags() {
        const std::string xml = "<a b='1 > 0' c = \"x\"/><ab/><a d=\"'\">text<e>";
        const auto first = nextXmlTag(xml, "a");
        QVERIFY(first);
        QCOMPARE(xmlAttribute(first->tag, "b"), std::optional<std::string_view>("1 > 0"));
        QCOMPARE(xmlAttribute(first->tag, "c"), std::optional<std::string_view>("x"));
        QVERIFY(!xmlAttribute(first->tag, "x"));
        const auto second = nextXmlTag(xml, "a", first->end);
        QVERIFY(second);
        QCOMPARE(second->text, std::string_view("text"));
        QCOMPARE(xmlAttribute(second->tag, "d"), std::optional<std::string_view>("'"));
        QVERIFY(!nextXmlTag(xml, "a", second->end));
        QVERIFY(!nextXmlTag("<a b='", "a"));
    }
};

WAYLIGHT_TEST(EmbeddedDesignTest)
#include "tst_embedded_design.moc"
