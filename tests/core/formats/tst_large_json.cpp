// SPDX-License-Identifier: MIT
#include "core/formats/large_json.h"
#include "tests/support/registry.h"

#include <QTest>

using namespace waylight;

namespace {

constexpr int depthLimit = 8;

std::string nested(int depth, const std::string& innermost = {}) {
    return std::string(static_cast<std::size_t>(depth), '[') + innermost + std::string(static_cast<std::size_t>(depth), ']');
}

/// An object with this many members, of which each name stands there twice.
std::string twice(int count) {
    std::string members;
    for (int i = 0; i < 2 * count; ++i)
        members += (i ? ",\"n" : "\"n") + std::to_string(i % count) + "\":" + std::to_string(i);
    return '{' + members + '}';
}

/// The document with the deferred lists in their places.
Json whole(const LargeJson& document) {
    Json root = document.root;
    for (const auto& [name, list] : document.lists)
        for (std::size_t i = 0; i < list.size(); ++i)
            root[name].push_back(list.value(i));
    return root;
}

} // namespace

/// The large parser gives what the other one gives.
class LargeJsonTest : public QObject {
    Q_OBJECT
private slots:
    void sameAsParseJson_data();
    void sameAsParseJson();
    void deferredLists();
};

void LargeJsonTest::sameAsParseJson_data() {
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, const std::string& text) { QTest::newRow(name) << QByteArray::fromStdString(text); };
    row("object", R"({ "b": [1, -2, true, false, null, "x"], "a": { "c": {} } })");
    row("byte order mark", "\xEF\xBB\xBF[1]");
    row("nothing", "");
    row("blank", " \n");
    row("a word", "nul");
    row("two documents", "[1] [2]");
    row("comma at the end", "[1,]");
    row("open list", "[1, 2");
    row("open text", "{\"a\": \"b");
    row("wrong line", "{\n  \"a\": 1,\n  \"b\" 2\n}");
    row("integers", "[0, -0, 9223372036854775807, 9223372036854775808, 18446744073709551615, -9223372036854775808]");
    row("integers that fit nowhere", "[18446744073709551616, -9223372036854775809]");
    row("other numbers", "[0.1, 1e5, 1E-400, -0.0, 123456789012345678901234567890.5]");
    row("number too large", "[1e400]");
    row("zero in front", "[01]");
    row("point at the end", "[1.]");
    row("escapes", R"(["\"\\\/\b\f\n\r\t\u0000\u00e9\ud83d\ude00"])");
    row("unknown escape", R"(["\x"])");
    row("high surrogate alone", R"(["\ud83d"])");
    row("low surrogate alone", R"(["\ude00"])");
    row("control character", "[\"\x01\"]");
    row("not UTF-8", "[\"\xff\"]");
    row("surrogate in UTF-8", "[\"\xed\xa0\x80\"]");
    row("overlong UTF-8", "[\"\xc0\xaf\"]");
    row("UTF-8", "{\"\xc3\xa9\": \"\xf0\x9f\x98\x80\"}");
    row("equal names", R"({ "a": 1, "b": 2, "a": 3, "deferred": [1], "deferred": 4, "deferred": [5, 6] })");
    row("equal names, the last no list", R"({ "deferred": [1, 2], "a": 1, "deferred": { "b": 2 } })");
    row("many equal names", twice(500));
    row("deferred list", R"({ "deferred": [{ "a": 1 }, 2, [3]], "other": [4] })");
    row("deferred list inside", R"([{ "deferred": [1] }])");
    row("as deep as allowed", nested(depthLimit, "1"));
    row("as deep as allowed and empty", nested(depthLimit));
    row("too deep", nested(depthLimit + 1));
    row("much too deep", nested(100000));
}

void LargeJsonTest::sameAsParseJson() {
    QFETCH(QByteArray, text);
    const JsonLimits limits{.bytes = 1 << 20, .depth = depthLimit};
    const Result<Json> expected = parseJson(text.toStdString(), "f", limits);
    const Result<LargeJson> found = parseLargeJson(text.toStdString(), "f", [](std::string_view name) { return name == "deferred"; }, limits);
    QCOMPARE(found ? std::string() : toEnglish(found.error()), expected ? std::string() : toEnglish(expected.error()));
    if (expected)
        QCOMPARE(whole(*found).dump(), expected->dump());
}

void LargeJsonTest::deferredLists() {
    const Result<LargeJson> found = parseLargeJson(R"({ "a": 1, "deferred": [{ "b": "x", "n": 2, "c": "y" }, 3] })", "f", [](std::string_view name) { return name == "deferred"; });
    QCOMPARE(found->root.dump(), std::string(R"({"a":1,"deferred":[]})"));
    const LargeList& list = found->lists.at("deferred");
    QCOMPARE(list.size(), std::size_t(2));
    QVERIFY(list.isObject(0) && !list.isObject(1));
    std::string texts;
    for (std::size_t i = 0; i < list.size(); ++i)
        list.forEachText(i, [&](std::string_view name, std::string_view text) { texts += std::string(name) + '=' + std::string(text) + ' '; });
    QCOMPARE(texts, std::string("b=x c=y "));
}

WAYLIGHT_TEST(LargeJsonTest)
#include "tst_large_json.moc"
