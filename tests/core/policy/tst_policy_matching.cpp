// SPDX-License-Identifier: MIT
#include "core/policy/arn_pattern.h"
#include "core/policy/glob.h"
#include "core/policy/operators.h"
#include "core/policy/value_template.h"
#include "tests/support/registry.h"

#include <QtTest>

#include <random>

using namespace waylight::policy;

namespace {

/// The obvious matcher, exponential and right.
bool naiveMatches(std::string_view pattern, std::string_view text) {
    if (pattern.empty())
        return text.empty();
    if (pattern.front() == '*')
        return naiveMatches(pattern.substr(1), text) || (!text.empty() && naiveMatches(pattern, text.substr(1)));
    return !text.empty() && (pattern.front() == '?' || pattern.front() == text.front())
        && naiveMatches(pattern.substr(1), text.substr(1));
}

/// Whether some text over {a, b} of at most `length` characters matches both.
bool naiveIntersects(const std::string& a, const std::string& b, int length, const std::string& text = {}) {
    if (naiveMatches(a, text) && naiveMatches(b, text))
        return true;
    return length > 0 && (naiveIntersects(a, b, length - 1, text + 'a') || naiveIntersects(a, b, length - 1, text + 'b'));
}

std::string randomText(std::mt19937& random, const char* alphabet, std::size_t longest) {
    const std::string letters = alphabet;
    std::string text(random() % (longest + 1), ' ');
    for (char& c : text)
        c = letters[random() % letters.size()];
    return text;
}

} // namespace

class PolicyMatchingTest : public QObject {
    Q_OBJECT

private slots:
    void globs_data() {
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("matches");
        const auto row = [](const char* pattern, const char* text, bool matches) {
            QTest::addRow("%s on %s", pattern, text) << QByteArray(pattern) << QByteArray(text) << matches;
        };
        row("", "", true);
        row("", "a", false);
        row("*", "", true);
        row("*", "anything", true);
        row("**", "x", true);
        row("a*c", "abc", true);
        row("a*c", "abcd", false);
        row("a?c", "abc", true);
        row("a?c", "ac", false);
        row("a?c", "a\xC3\xA4" "c", true); // one character of two bytes
        row("*??", "\xC3\xA4", false);
        row("*ab", "aab", true);
        row("*ab*cd", "abxcabxcd", true);
        row("Get*", "getobject", false);
    }
    void globs() {
        QFETCH(QByteArray, pattern);
        QFETCH(QByteArray, text);
        QTEST(Glob::fromPattern(pattern.toStdString()).matches(text.toStdString()), "matches");
    }

    void globsAgreeWithNaiveMatcher() {
        std::mt19937 random(1);
        for (int i = 0; i < 200000; ++i) {
            const std::string pattern = randomText(random, "ab*?*", 7);
            const std::string text = randomText(random, "ab", 10);
            QVERIFY2(Glob::fromPattern(pattern).matches(text) == naiveMatches(pattern, text), (pattern + " on " + text).c_str());
        }
    }

    /// Characters of one to four bytes, pieces longer than a machine word, and only the last byte wrong.
    void questionMarksAreCharacters() {
        std::mt19937 random(3);
        const QString letters = QString::fromUtf8("aé日😀");
        const auto letter = [&] {
            const std::u32string all = letters.toStdU32String();
            return QString::fromUcs4(&all[random() % all.size()], 1);
        };
        for (int i = 0; i < 4000; ++i) {
            QString text, pattern;
            for (std::size_t n = random() % 150; n > 0; --n) {
                const QString next = letter();
                text += next;
                const auto roll = random() % 20;
                pattern += roll < 8 ? QString("?") : roll == 8 ? QString("*") : roll == 9 ? QString("*?") : next;
            }
            const bool spoiled = random() % 2 && !pattern.isEmpty() && !pattern.contains('*');
            if (spoiled)
                text += letter();
            const std::string p = pattern.toStdString(), t = text.toStdString();
            // A star in place of a letter and the letter after a star are both spanned by the star.
            if (!pattern.contains("*?"))
                QVERIFY2(Glob::fromPattern(p).matches(t) != spoiled, (p + " on " + t).c_str());
            QVERIFY2(Glob::fromPattern("*" + p + "*").matches("xx" + t + "yy") || pattern.contains("*?"), (p + " in " + t).c_str());
            QVERIFY2(!Glob::fromPattern("*" + p + "z*").matches("xx" + t + "yy"), (p + "z in " + t).c_str());
        }
        QVERIFY(!Glob::fromPattern("a?").matches("aéé"));
        QVERIFY(Glob::fromPattern("*?é*").matches("日é"));
        QVERIFY(!Glob::fromPattern("*?é").matches("é"));
    }

    void intersectionsAgreeWithSearch() {
        std::mt19937 random(2);
        for (int i = 0; i < 1500; ++i) {
            const std::string a = randomText(random, "ab*?", 4);
            const std::string b = randomText(random, "ab*", 4);
            QVERIFY2(Glob::fromPattern(a).intersects(b) == naiveIntersects(a, b, 8), (a + " with " + b).c_str());
        }
    }

    void hostilePatternsStayLinear() {
        std::string sixteen;
        for (int i = 0; i < 16; ++i)
            sixteen += "*a";
        const std::string text(20000, 'a');
        QVERIFY(Glob::fromPattern(sixteen).matches(text));
        QVERIFY(!Glob::fromPattern(sixteen + "*b").matches(text));
        QVERIFY(Glob::fromPattern(std::string(10000, '*')).matches(std::string(1 << 20, 'x')));
        const std::string resource = "arn:aws:s3:::" + text;
        QVERIFY(!ResourcePattern::from(Glob::fromPattern("arn:aws:s3:::" + sixteen + "*b")).matches(ResourceName(resource), ShortArns::Refuse));
    }

    void literalStarsAreNotWildcards() {
        Glob glob = Glob::fromPattern("a*");
        glob.appendLiteral("*");
        QVERIFY(glob.matches("ab*"));
        QVERIFY(!glob.matches("abc"));
    }

    void resources_data() {
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<QByteArray>("resource");
        QTest::addColumn<bool>("fills");
        QTest::addColumn<bool>("matches");
        const auto row = [](const char* pattern, const char* resource, bool matches, bool fills = false) {
            QTest::addRow("%s on %s%s", pattern, resource, fills ? " (identity)" : "")
                << QByteArray(pattern) << QByteArray(resource) << fills << matches;
        };
        row("*", "arn:aws:s3:::b/k", true);
        row("*", "*", true);
        row("arn:aws:s3:::b", "arn:aws:s3:::b", true);
        row("arn:aws:s3:::b", "arn:aws:s3:::B", false);
        row("arn:aws:s3:::b", "arn:aws:s3:::b/k", false);
        row("arn:aws:s3:::b/*", "arn:aws:s3:::b", false);
        row("arn:aws:s3:::b/*", "arn:aws:s3:::b/x/y", true);
        row("arn:aws:s3:::b/*/z", "arn:aws:s3:::b/x/y/z", true);
        row("arn:aws:s3:::b/a:*", "arn:aws:s3:::b/a:b:c", true);
        row("arn:*:s3:::b", "arn:aws-cn:s3:::b", true);
        row("arn:aws:sqs:us-*-1:1:q", "arn:aws:sqs:us-east-1:1:q", true);
        row("arn:aws:sqs:us*1:1:q", "arn:aws:sqs:us-east-1:2:q", false);
        row("arn:aws:dynamodb:us*-1:table/t", "arn:aws:dynamodb:us-east-1:1:table/t", false);
        row("arn:aws:sqs:*", "arn:aws:sqs:us-east-1:1:q", true);
        row("arn:aws:sqs", "arn:aws:sqs:us-east-1:1:q", false);
        row("arn:aws:sqs", "arn:aws:sqs:us-east-1:1:q", true, true);
        row("arn:aws:sqs:eu-west-1", "arn:aws:sqs:us-east-1:1:q", false, true);
        row("arn:aws:sqs:*:1", "arn:aws:sqs:us-east-1:1:q", true);
        row("arn:aws:sqs:*:2", "arn:aws:sqs:us-east-1:1:q", false);
        row("arn:aws:iam::1:*/bob", "arn:aws:iam::1:user/bob", false);
        row("arn:aws:iam::1:*:bob", "arn:aws:iam::1:user:bob", false);
        row("arn:aws:iam::1:*/*", "arn:aws:iam::1:user/bob", true);
        row("arn:aws:autoscaling:*:1:*:autoScalingGroupName/eks-*", "arn:aws:autoscaling:eu-west-1:1:autoScalingGroup:7:autoScalingGroupName/eks-a", true);
        row("arn:aws:s3:::*/key", "arn:aws:s3:::b/key", true);
    }
    void resources() {
        QFETCH(QByteArray, pattern);
        QFETCH(QByteArray, resource);
        QFETCH(bool, fills);
        const std::string text = resource.toStdString();
        const ShortArns rule = fills ? ShortArns::FillIn : ShortArns::FillInWildcards;
        QTEST(ResourcePattern::from(Glob::fromPattern(pattern.toStdString())).matches(ResourceName(text), rule), "matches");
    }

    void variables_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("matching");
        QTest::addColumn<QByteArray>("differing");
        const auto row = [](const char* text, const char* matching, const char* differing) {
            QTest::addRow("%s", text) << QByteArray(text) << QByteArray(matching) << QByteArray(differing);
        };
        row("home/${aws:username}/*", "home/bob/x", "home/eve/x");
        row("${AWS:UserName}", "bob", "${AWS:UserName}");
        row("${aws:PrincipalTag/team, 'none'}", "none", "team");
        row("${aws:PrincipalTag/star}x", "*x", "abx");
        row("a${*}b", "a*b", "axb");
        row("a${?}b", "a?b", "axb");
        row("cost${$}5", "cost$5", "cost5");
        row("open ${aws:username", "open ${aws:username", "open bob");
    }
    void variables() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, matching);
        QFETCH(QByteArray, differing);
        ContextKeys keys;
        keys.set("aws:username", "bob");
        keys.set("aws:PrincipalTag/star", "*");
        const auto expansion = ValueTemplate::parse(text.toStdString(), {}).expanded(keys);
        QVERIFY(expansion.pattern);
        QVERIFY(expansion.pattern->matches(matching.toStdString()));
        QVERIFY(!expansion.pattern->matches(differing.toStdString()));
    }

    void variablesWithoutAValue() {
        ContextKeys keys;
        keys.set("aws:PrincipalTag/many", std::vector<std::string>{"a", "b"});
        keys.setUnknown("aws:PrincipalTag/*");
        QVERIFY(!ValueTemplate::parse("${aws:username}", {}).expanded(keys).pattern);
        QVERIFY(ValueTemplate::parse("${aws:username}", {}).expanded(keys).unknownKey.empty());
        QVERIFY(!ValueTemplate::parse("${aws:PrincipalTag/many}", {}).expanded(keys).pattern);
        const auto tagged = ValueTemplate::parse("${aws:PrincipalTag/Team, 'x'}", {});
        QCOMPARE(std::string(tagged.expanded(keys).unknownKey), std::string("aws:principaltag/team"));
        QVERIFY(!ValueTemplate::parse("${aws:username}", {false, true, false}).hasVariables());
    }

    /// What is said last about a key holds, whatever the case of its letters; open keys are open until then.
    void theLastWordAboutAKeyHolds() {
        using State = ContextKeys::State;
        static constexpr std::string_view open[] = {"aws:userid", "s3:*"};
        ContextKeys keys{open};
        const auto stateOf = [&](const char* name) { return keys.find(name).state; };
        QVERIFY(stateOf("aws:userid") == State::Unknown);
        QVERIFY(stateOf("s3:prefix") == State::Unknown);
        QVERIFY(stateOf("aws:useridx") == State::Absent);
        keys.setAbsent("s3:Prefix");
        QVERIFY(stateOf("s3:prefix") == State::Absent);
        QVERIFY(stateOf("s3:delimiter") == State::Unknown);
        keys.set("aws:UserID", "a");
        keys.set("aws:userid", "b");
        QCOMPARE(keys.find("aws:userid").key->values, std::vector<std::string>{"b"});
        QCOMPARE(keys.all().size(), std::size_t(2));
        keys.setUnknown("aws:UserId");
        QVERIFY(stateOf("aws:userid") == State::Unknown);
        keys.setAbsent("aws:userid");
        QVERIFY(stateOf("aws:userid") == State::Absent);
        QVERIFY(!keys.has("aws:userid"));
        keys.remove("aws:UserId");
        QVERIFY(stateOf("aws:userid") == State::Unknown);
    }

    void dates_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("valid");
        QTest::addColumn<double>("seconds");
        const auto row = [](const char* text, double seconds) { QTest::addRow("%s", text) << QByteArray(text) << true << seconds; };
        const auto bad = [](const char* text) { QTest::addRow("%s", text) << QByteArray(text) << false << 0.0; };
        row("1970", 0);
        row("1970-02", 2678400);
        row("2024-02-29", 1709164800);
        row("2024-01-01T00:00Z", 1704067200);
        row("2024-01-01T01:00:00+01:00", 1704067200);
        row("2023-12-31T19:00:00-0500", 1704067200);
        row("2016-12-13t2:00:00.5+00", 1481594400.5);
        row("1704067200", 1704067200);
        row("1704067200.25", 1704067200.25);
        bad("");
        bad("-86400"); // AWS says "epoch (Unix) time": digits
        bad("+7");
        bad("yesterday");
        bad("2023-02-29");
        bad("2024-13-01");
        bad("2024-01-01T");
        bad("2024-01-01T25:00Z");
        bad("2024-01-01T00:00Zx");
        bad("2016-12-13t2:00:00.1+10:99");
    }
    void dates() {
        QFETCH(QByteArray, text);
        const auto date = parseDate(text.toStdString());
        QTEST(date.has_value(), "valid");
        if (date)
            QTEST(static_cast<double>(*date), "seconds");
    }

    void numbersAndBinary() {
        QCOMPARE(static_cast<double>(parseNumber("-0.5").value()), -0.5);
        QCOMPARE(static_cast<double>(parseNumber("+7").value()), 7.0);
        for (const char* text : {"", "-", ".", "1e3", "0x10", "inf", "nan", "1 ", " 1", "1.2.3"})
            QVERIFY2(!parseNumber(text), text);
        QCOMPARE(decodeBase64("QUJD").value(), std::string("ABC"));
        QCOMPARE(decodeBase64("QQ==").value(), decodeBase64("QQ").value());
        QVERIFY(!decodeBase64("Q"));
        QVERIFY(!decodeBase64("Q!JD"));
    }
};

WAYLIGHT_TEST(PolicyMatchingTest)
#include "tst_policy_matching.moc"
