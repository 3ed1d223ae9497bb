// SPDX-License-Identifier: MIT
#include "core/formats/document/node.h"
#include "tests/support/registry.h"

#include <QtTest>

#include <random>

using namespace waylight;

/// The tree that templates are read into, from YAML and from JSON.
class YamlDocumentTest : public QObject {
    Q_OBJECT

private:
    static std::string repeated(const std::string& text, int times) {
        std::string out;
        for (int i = 0; i < times; ++i)
            out += text;
        return out;
    }

    static std::string errorOf(const std::string& text) {
        const auto tree = readDocument(text, "f");
        return tree ? std::string() : toEnglish(tree.error());
    }

    /// Values that JSON and YAML both say alike.
    static Json randomValue(std::mt19937& random, int depth) {
        static const std::vector<std::string> texts = {"", "a", "true", "null", "~", "0755", "2012-10-17", "yes", "!Ref x", "- a", "a: b", "#c", "\"", "\\", "'", "\n", "\t", "\r\n", " x ", "é", "\xF0\x9F\x98\x80", "{}", "[", "&a", "*a", "<<", "%", "@", "`", "|", ">", "?", ",", "012345678901", "1e3"};
        switch (random() % (depth > 4 ? 4 : 6)) {
        case 0:
            return texts[random() % texts.size()];
        case 1:
            return static_cast<std::int64_t>(random()) - static_cast<std::int64_t>(1u << 31);
        case 2:
            return random() % 2 == 0;
        case 3:
            return nullptr;
        case 4: {
            Json list = Json::array();
            for (std::size_t i = random() % 5; i > 0; --i)
                list.push_back(randomValue(random, depth + 1));
            return list;
        }
        default: {
            Json object = Json::object();
            for (std::size_t i = random() % 30; i > 0; --i)
                object[texts[random() % texts.size()] + std::to_string(random() % 100)] = randomValue(random, depth + 1);
            return object;
        }
        }
    }

    static bool same(const DocumentNode& a, const DocumentNode& b) {
        if (a.kind != b.kind || a.plain != b.plain || a.text != b.text || a.count != b.count)
            return false;
        for (std::size_t i = 0; i < a.items().size(); ++i)
            if (!same(a.items()[i], b.items()[i]))
                return false;
        for (std::size_t i = 0; i < a.members().size(); ++i)
            if (a.members()[i].name != b.members()[i].name || !same(a.members()[i].value, b.members()[i].value))
                return false;
        return true;
    }

private slots:
    void scalars_data() {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("date") << QByteArray("2012-10-17") << QByteArray("\"2012-10-17\"");
        QTest::newRow("account") << QByteArray("012345678901") << QByteArray("\"012345678901\"");
        QTest::newRow("octal") << QByteArray("0755") << QByteArray("\"0755\"");
        QTest::newRow("yes") << QByteArray("yes") << QByteArray("\"yes\"");
        QTest::newRow("No") << QByteArray("No") << QByteArray("\"No\"");
        QTest::newRow("on") << QByteArray("on") << QByteArray("\"on\"");
        QTest::newRow("true") << QByteArray("true") << QByteArray("true");
        QTest::newRow("quoted true") << QByteArray("'true'") << QByteArray("\"true\"");
        QTest::newRow("number") << QByteArray("443") << QByteArray("443");
        QTest::newRow("negative") << QByteArray("-1") << QByteArray("-1");
        QTest::newRow("zero") << QByteArray("0") << QByteArray("0");
        QTest::newRow("minus zero") << QByteArray("-0") << QByteArray("\"-0\"");
        QTest::newRow("quoted number") << QByteArray("\"443\"") << QByteArray("\"443\"");
        QTest::newRow("15 digits") << QByteArray("123456789012345") << QByteArray("123456789012345");
        QTest::newRow("16 digits") << QByteArray("1234567890123456") << QByteArray("\"1234567890123456\"");
        QTest::newRow("version") << QByteArray("5.10") << QByteArray("\"5.10\"");
        QTest::newRow("sexagesimal") << QByteArray("22:22") << QByteArray("\"22:22\"");
        QTest::newRow("hexadecimal") << QByteArray("0x1F") << QByteArray("\"0x1F\"");
        QTest::newRow("null") << QByteArray("null") << QByteArray("null");
        QTest::newRow("nothing") << QByteArray("") << QByteArray("null");
        QTest::newRow("tagged text") << QByteArray("!!str 443") << QByteArray("\"443\"");
        QTest::newRow("literal") << QByteArray("|\n  {\n    \"a\": 1\n  }\n") << QByteArray("\"{\\n  \\\"a\\\": 1\\n}\\n\"");
        QTest::newRow("folded") << QByteArray(">-\n  a\n  b\n") << QByteArray("\"a b\"");
        QTest::newRow("short tag") << QByteArray("!Ref Vpc") << QByteArray("{\"Ref\": \"Vpc\"}");
        QTest::newRow("tagged literal") << QByteArray("!Sub |\n  {\"a\": \"${b}\"}\n") << QByteArray("{\"Fn::Sub\": \"{\\\"a\\\": \\\"${b}\\\"}\\n\"}");
        QTest::newRow("tag on the line above") << QByteArray("\n  !Sub |\n  {}\n") << QByteArray("{\"Fn::Sub\": \"{}\\n\"}");
        QTest::newRow("attribute") << QByteArray("!GetAtt a.Outputs.b") << QByteArray("{\"Fn::GetAtt\": [\"a\", \"Outputs.b\"]}");
        QTest::newRow("attribute in a list") << QByteArray("!GetAtt [a, b]") << QByteArray("{\"Fn::GetAtt\": [\"a\", \"b\"]}");
        QTest::newRow("nested tags") << QByteArray("!Join ['', [!Ref a, !Sub b]]") << QByteArray("{\"Fn::Join\": [\"\", [{\"Ref\": \"a\"}, {\"Fn::Sub\": \"b\"}]]}");
        QTest::newRow("a stranger's tag") << QByteArray("!Rain::Module x.yaml") << QByteArray("{\"Fn::Rain::Module\": \"x.yaml\"}");
    }

    void scalars() {
        QFETCH(QByteArray, yaml);
        QFETCH(QByteArray, json);
        const auto tree = readDocument(("key: " + yaml).toStdString(), "f");
        QVERIFY2(bool(tree), tree ? "" : toEnglish(tree.error()).c_str());
        QCOMPARE(QByteArray::fromStdString(plainJson(*tree->root.find("key")).dump()), QByteArray::fromStdString(Json::parse(json).dump()));
    }

    void placesCountFromOne() {
        const auto yaml = readDocument("a:\n  - b: é\n    c: !Ref x\n", "f");
        const auto json = readDocument("{\n\t\"a\": [\r\n    {\"é\": 1, \"c\": 2}]}", "f");
        QVERIFY(yaml && json);
        const DocumentNode& inYaml = yaml->root.find("a")->items()[0];
        QCOMPARE(inYaml.member("c")->position.line, 3);
        QCOMPARE(inYaml.member("c")->position.column, 5);
        QCOMPARE(inYaml.find("c")->position.column, 8);
        const DocumentNode& inJson = json->root.find("a")->items()[0];
        QCOMPARE(json->root.member("a")->position.column, 2);
        QCOMPARE(inJson.member("c")->position.line, 3);
        QCOMPARE(inJson.member("c")->position.column, 14); // characters, not bytes
        QCOMPARE(inJson.find("c")->position.column, 19);
    }

    void anchorsAndMergeKeys() {
        const auto tree = readDocument("base: &b {x: 1, y: 2}\nmore: &m {y: 3, z: 4}\nlist: [*b, *b]\none: {<<: *b, y: 5}\nboth: {<<: [*m, *b], w: 0}\n\"<<\": kept\n", "f");
        QVERIFY(bool(tree));
        QCOMPARE(plainJson(tree->root).dump(), Json::parse(R"({"base":{"x":1,"y":2},"more":{"y":3,"z":4},"list":[{"x":1,"y":2},{"x":1,"y":2}],"one":{"y":5,"x":1},"both":{"w":0,"y":3,"z":4,"x":1},"<<":"kept"})").dump());
        QVERIFY(tree->diagnostics.empty());
    }

    void equalNames() {
        for (const char* text : {"a:\n  x: 1\n  y: 2\n  x: 3\n", "{\"a\":\n {\"x\": 1,\n \"y\": 2,\n \"x\": 3}}"}) {
            const auto tree = readDocument(text, "f");
            QVERIFY(bool(tree));
            QCOMPARE(plainJson(tree->root).dump(), std::string(R"({"a":{"x":3,"y":2}})"));
            QCOMPARE(tree->diagnostics.size(), std::size_t(1));
            QCOMPARE(toEnglish(tree->diagnostics[0]), std::string("f: /a/x: `x` stands in line 2 and again in line 4. The last one counts; remove the other."));
            QCOMPARE(tree->diagnostics[0].severity, Severity::Warning);
        }
        std::string many = "{";
        for (int i = 0; i < 1000; ++i)
            many += "\"k" + std::to_string(i % 990) + "\": " + std::to_string(i) + ",";
        const auto tree = readDocument(many + "\"z\": 0}", "f");
        QVERIFY(bool(tree));
        QCOMPARE(tree->root.count, std::size_t(991));
        QCOMPARE(tree->root.find("k3")->text, std::string_view("993"));
        QCOMPARE(tree->diagnostics.size(), std::size_t(10));
    }

    /// JSON is what nlohmann's parser takes.
    void jsonGrammar() {
        const std::vector<std::string> texts = {"{}", "[]", " [1] ", "[1,]", "{\"a\":1,}", "[1 2]", "{\"a\" 1}", "{a:1}", "[01]", "[1.]", "[.5]", "[-]", "[-0]", "[1e5]", "[1E+5]", "[1e]", "[1.5e-3]", "[tru]", "[true]", "[nul]", "[\"a]", "[\"\\x\"]",
                                                "[\"\\u12\"]", "[\"\\u00e9\"]", "[\"\\ud83d\\ude00\"]", "[\"\\ud83d\"]", "[\"\\ude00\"]", "[\"\\ud83dx\"]", "[\"\\ud83d\\u0041\"]", "[\"\t\"]", "[\"\n\"]", "[\"\x80\"]", "[\"\xC3\xA9\"]", "[\"\xC0\x80\"]",
                                                "[\"\xED\xA0\x80\"]", "[\"\xF4\x90\x80\x80\"]", "[\"\xF0\x9F\x98\x80\"]", "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]", "[1]x", "[1]]", "[", "{", "{\"a\"", "{\"a\":", "[\"\\", "[\"\\u", "[123456789012345678901234567890]", "[[],{},[{}]]"};
        int refused = 0;
        for (const std::string& text : texts) {
            const Json expected = Json::parse(text, nullptr, false);
            const auto tree = readDocument(text, "f");
            const bool asYaml = expected.is_discarded() && tree; // YAML takes more, and is asked second
            if (asYaml)
                continue;
            refused += expected.is_discarded() ? 1 : 0;
            QVERIFY2(bool(tree) == !expected.is_discarded(), text.c_str());
            if (tree && expected.is_array() && !expected.empty() && expected[0].is_string())
                QCOMPARE(tree->root.items()[0].text, std::string_view(expected[0].get_ref<const std::string&>()));
            if (!tree)
                QVERIFY2(errorOf(text).starts_with("f: This is not JSON: line "), errorOf(text).c_str());
        }
        QVERIFY(refused > 15);
        QCOMPARE(errorOf("{\"a\": 1,\n \"b\" 2}"), std::string("f: This is not JSON: line 2, column 6: `:` is expected here"));
    }

    void sniffsTheSyntax() {
        const auto number = readDocument("\xEF\xBB\xBF\r\n\t{\"a\": 123456789012345678901234567890}", "f");
        QVERIFY(bool(number));
        QCOMPARE(number->root.find("a")->text, std::string_view("123456789012345678901234567890"));
        const auto flow = readDocument("{a: !Ref b, c: [1, 2,],}", "f");
        QVERIFY(bool(flow));
        QCOMPARE(flow->root.find("a")->tag, std::string_view("!Ref"));
        const auto marked = readDocument("\xEF\xBB\xBF" "a: b\r\nc: d\r\n", "f");
        QVERIFY(bool(marked));
        QCOMPARE(plainJson(marked->root).dump(), std::string(R"({"a":"b","c":"d"})"));
        const auto first = readDocument("---\na: 1\n---\na: 2\n", "f");
        QVERIFY(bool(first));
        QCOMPARE(first->root.find("a")->text, std::string_view("1"));
        QVERIFY(errorOf("a: [1\nb: 2\n").starts_with("f: This is not YAML: line "));
        QVERIFY(errorOf("a: \"\xFF\"").starts_with("f: This is not YAML"));
        QVERIFY(errorOf("a: *b").find("Line 1: the alias `*b`") != std::string::npos);
        QVERIFY(errorOf("a: &a [*a]").find("the alias `*a`") != std::string::npos);
        QVERIFY(errorOf("? [a]\n: b\n").find("name of a member") != std::string::npos);
        QVERIFY(bool(readDocument("", "f")));
    }

    /// Each is over in no time, with a sentence.
    void bombs() {
        std::string aliases = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
        for (int i = 1; i < 12; ++i)
            aliases += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + repeated("*a" + std::to_string(i - 1) + ", ", 9) + "]\n";
        QVERIFY(errorOf(aliases).find("stands for more than 1000000 values") != std::string::npos);

        std::string tower = "a0: &a0 [x]\n";
        for (int i = 1; i < 5000; ++i)
            tower += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [*a" + std::to_string(i - 1) + "]\n";
        QVERIFY(errorOf(tower).find("nested more than 100 levels") != std::string::npos);

        for (const char* open : {"[", "{\"a\":", "{a: ", "- ", "[ ", "{a: [\n"})
            QVERIFY2(errorOf(repeated(open, 200000)).find("nested more than 100 levels") != std::string::npos, open);
        QVERIFY(!errorOf(repeated("? ", 200000)).empty());
        QVERIFY(bool(readDocument(repeated("[", 100) + repeated("]", 100), "f")));
        QVERIFY(errorOf(repeated("[", 101) + repeated("]", 101)).find("Line 1: values are nested") != std::string::npos);

        std::string merges = "base: &b {" ;
        for (int i = 0; i < 2000; ++i)
            merges += "k" + std::to_string(i) + ": 1, ";
        merges += "}\n";
        for (int i = 0; i < 2000; ++i)
            merges += "m" + std::to_string(i) + ": {<<: *b}\n";
        QVERIFY(errorOf(merges).find("stands for more than") != std::string::npos);
        QVERIFY(!readDocument("[1, 2]", "f", DocumentLimits{3}));
        QVERIFY(!readDocument("[1, 2, 3]", "f", DocumentLimits{100, 10, 3, 3}));
    }

    void jsonAndYamlAgree() {
        std::mt19937 random(7);
        for (int i = 0; i < 400; ++i) {
            const Json value = Json::object({{"v", randomValue(random, 0)}});
            const std::string text = value.dump(i % 3 == 0 ? 2 : -1);
            const auto json = readDocument(text, "f");
            QVERIFY2(bool(json), text.c_str());
            QCOMPARE(plainJson(json->root).dump(), value.dump());
            std::string flow = value.dump(2);
            flow.replace(0, 1, "--- {"); // what does not begin with a brace is YAML
            const auto yaml = readDocument(flow, "f");
            QVERIFY2(bool(yaml), yaml ? "" : (toEnglish(yaml.error()) + flow).c_str());
            QVERIFY2(same(json->root, yaml->root), text.c_str());
        }
    }
};

WAYLIGHT_TEST(YamlDocumentTest)
#include "tst_yaml_document.moc"
