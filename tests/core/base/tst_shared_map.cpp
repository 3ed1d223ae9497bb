// SPDX-License-Identifier: MIT
#include "core/base/shared_map.h"
#include "tests/support/registry.h"

#include <QtTest>

#include <map>
#include <random>

using namespace waylight;

namespace {

using Map = SharedMap<int, std::string>;
using Model = std::map<int, std::string>;

bool agree(const Map& map, const Model& model) {
    if (map.size() != model.size() || map.empty() != model.empty())
        return false;
    auto at = model.begin();
    for (const auto& [key, value] : map) {
        if (at == model.end() || at->first != key || at->second != value || !map.find(key) || *map.find(key) != value)
            return false;
        ++at;
    }
    return at == model.end();
}

struct Difference {
    int key;
    std::optional<std::string> before, after;
    bool operator==(const Difference&) const = default;
};

std::optional<std::string> at(const Model& model, int key) {
    const auto found = model.find(key);
    return found == model.end() ? std::nullopt : std::optional(found->second);
}

} // namespace

class SharedMapTest : public QObject {
    Q_OBJECT

private slots:
    void randomOperationsAgreeWithStdMap_data() {
        QTest::addColumn<int>("keys");
        QTest::newRow("few keys") << 8;
        QTest::newRow("one block") << 100;
        QTest::newRow("many blocks") << 3000;
    }
    void randomOperationsAgreeWithStdMap() {
        QFETCH(int, keys);
        std::mt19937 random(7);
        Map map;
        Model model;
        std::vector<std::pair<Map, Model>> versions;
        for (int step = 0; step < 6000; ++step) {
            const int key = static_cast<int>(random() % static_cast<unsigned>(keys));
            if (random() % 3 == 0) {
                QCOMPARE(map.erase(key), model.erase(key) == 1);
            } else {
                const std::string value = std::to_string(random() % 5);
                map.set(key, value);
                model[key] = value;
            }
            if (step % 500 == 0)
                versions.emplace_back(map, model);
        }
        QVERIFY(agree(map, model));
        for (const auto& [old, oldModel] : versions)
            QVERIFY2(agree(old, oldModel), "an old version changed with a new one");
        for (const auto& [old, oldModel] : versions) {
            std::vector<Difference> found;
            Map::forEachDifference(old, map, std::equal_to<std::string>{}, [&](int key, const std::string* before, const std::string* after) {
                found.push_back({key, before ? std::optional(*before) : std::nullopt, after ? std::optional(*after) : std::nullopt});
            });
            std::vector<Difference> expected;
            for (int key = 0; key < keys; ++key)
                if (at(oldModel, key) != at(model, key))
                    expected.push_back({key, at(oldModel, key), at(model, key)});
            QVERIFY(found == expected);
        }
    }

    void fromEntriesSortsAndTheLastWins() {
        const Map map = Map::fromEntries({{3, "c"}, {1, "a"}, {3, "d"}, {2, "b"}, {3, "e"}});
        QVERIFY(agree(map, {{1, "a"}, {2, "b"}, {3, "e"}}));
        std::vector<std::pair<int, std::string>> many;
        Model model;
        for (int i = 999; i >= 0; --i) {
            many.emplace_back(i % 700, std::to_string(i));
            model[i % 700] = std::to_string(i);
        }
        QVERIFY(agree(Map::fromEntries(many), model));
    }

    void aChangedCopySharesAllOtherBlocks() {
        Map before;
        for (int i = 0; i < 5000; ++i)
            before.set(i, std::to_string(i));
        Map after = before;
        QVERIFY(after.sharesAllWith(before));
        after.set(2500, "changed");
        QVERIFY(!after.sharesAllWith(before));
        int sharedEntries = 0;
        for (int i = 0; i < 5000; ++i)
            sharedEntries += before.find(i) == after.find(i);
        QVERIFY(sharedEntries > 4800);
        QCOMPARE(*before.find(2500), std::string("2500"));
    }
};

WAYLIGHT_TEST(SharedMapTest)
#include "tst_shared_map.moc"
