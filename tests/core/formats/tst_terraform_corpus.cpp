// SPDX-License-Identifier: MIT
#include "core/formats/terraform/configuration.h"
#include "core/formats/terraform/listing.h"
#include "core/formats/terraform/read.h"
#include "core/formats/terraform/values.h"
#include "tests/support/corpora.h"
#include "tests/support/fuzz_terraform.h"
#include "tests/support/registry.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <set>

using namespace waylight;

/// Real plans, states and configuration.
class TerraformCorpusTest : public QObject {
    Q_OBJECT
private slots:
    void everyFileReads_data();
    void everyFileReads();
    void referencesOfPlansAreThoseOfTheStates();
    void keptInputs_data();
    void keptInputs();
};

namespace {

Json jsonOf(const QString& path) {
    const Result<Json> json = parseJson(readFile(path).toStdString(), path.toStdString());
    return json ? *json : Json();
}

bool isManaged(const Declaration& declaration) {
    return !declaration.attributes.contains("mode");
}

/// What became of references, counted by certainty.
struct Tally {
    std::array<int, 3> right{};
    std::array<int, 3> wrong{};
    int superset = 0;
    int unknown = 0;
    int unset = 0; ///< the configuration sets nothing there: AWS fills it in

    int all() const {
        return std::accumulate(right.begin(), right.end(), 0) + std::accumulate(wrong.begin(), wrong.end(), 0) +
               superset + unknown;
    }
};

using Addresses = std::set<std::string>;

/// A reference that the state tells: where it stands and which resource it means.
struct Truth {
    const Declaration* owner;
    std::string pointer;
    std::vector<Addresses> targets;
};

bool isReferenceName(const std::string& name) {
    static const QRegularExpression ending(
        "(_ids?|_arns?|_gateways|security_groups|subnets|_group_name|^bucket|^role|_profile|vpc_zone_identifier|propagating_vgws)$");
    return ending.match(QString::fromStdString(name)).hasMatch();
}

/// True when a configuration can set the attribute, by the provider's schema.
bool canBeSet(const Json& schema, const std::string& type, const std::vector<std::string>& names) {
    if (!schema["resource"].contains(type))
        return false;
    const Json* at = &schema["resource"][type];
    for (const std::string& name : names) {
        if (at->contains("attributes") && (*at)["attributes"].contains(name)) {
            const std::string flags = (*at)["attributes"][name].get<std::string>();
            return flags.ends_with("?") || flags.ends_with("!") || flags.ends_with("?=");
        }
        if (!at->contains("blocks") || !(*at)["blocks"].contains(name))
            return false;
        at = &(*at)["blocks"][name];
    }
    return false;
}

std::vector<std::string> namesOf(const std::string& pointer) {
    std::vector<std::string> names;
    for (const QString& each : QString::fromStdString(pointer).split('/', Qt::SkipEmptyParts))
        if (bool number = false; each.toInt(&number), !number)
            names.push_back(each.toStdString());
    return names;
}

/// All reference attributes below a value, with the texts that they hold.
void collect(const Json& value, const std::string& pointer, std::vector<std::pair<std::string, Json>>& found) {
    if (value.is_array())
        for (std::size_t i = 0; i < value.size(); ++i)
            collect(value[i], joinedPointer(pointer, i), found);
    if (!value.is_object())
        return;
    for (const auto& [name, each] : value.items()) {
        const bool texts = each.is_string() || (each.is_array() && std::all_of(each.begin(), each.end(), [](const Json& one) {
                                                    return one.is_string();
                                                }));
        if (texts && isReferenceName(name))
            found.emplace_back(joinedPointer(pointer, name), each.is_string() ? Json::array({each}) : each);
        else
            collect(each, joinedPointer(pointer, name), found);
    }
}

/// By id, ARN and name, which resources a text can mean.
std::map<std::string, Addresses> meanings(const Declarations& declarations) {
    std::map<std::string, Addresses> all;
    for (const Declaration& each : declarations.all) {
        if (!isManaged(each))
            continue;
        all[each.id].insert(each.address);
        for (const char* name : {"id", "arn", "name"})
            if (each.properties.contains(name) && each.properties[name].is_string() && each.properties[name] != "")
                all[each.properties[name].get<std::string>()].insert(each.address);
    }
    return all;
}

std::vector<Truth> truthsOf(const Declarations& state, const Json& schema) {
    const std::map<std::string, Addresses> byText = meanings(state);
    std::vector<Truth> truths;
    for (const Declaration& each : state.all) {
        std::vector<std::pair<std::string, Json>> found;
        if (isManaged(each))
            collect(each.properties, {}, found);
        for (const auto& [pointer, texts] : found) {
            Truth truth{&each, pointer, {}};
            for (const Json& text : texts)
                if (const auto meant = byText.find(text.get<std::string>());
                    meant != byText.end() && !meant->second.contains(each.address))
                    truth.targets.push_back(meant->second);
            if (!truth.targets.empty() && canBeSet(schema, each.type, namesOf(pointer)))
                truths.push_back(std::move(truth));
        }
    }
    return truths;
}

/// What our declaration says at a pointer of the state's. Elements of sets are in another order: of those the one that
/// is right, if any.
std::pair<Json, std::string> ourValue(const Declaration& ours, const Truth& truth,
                                      const std::map<std::string, Addresses>& byText) {
    const std::vector<std::string> names = namesOf(truth.pointer);
    const Json::json_pointer at(truth.pointer);
    if (names.size() == 1 || !ours.properties.contains(names[0]) || !ours.properties[names[0]].is_array())
        return {ours.properties.contains(at) ? ours.properties.at(at) : Json(), truth.pointer};
    std::pair<Json, std::string> any;
    for (std::size_t i = 0; i < ours.properties[names[0]].size(); ++i) {
        const Json& element = ours.properties[names[0]][i];
        if (!element.is_object() || !element.contains(names.back()))
            continue;
        const Json& value = element[names.back()];
        const std::string pointer = "/" + names[0] + "/" + std::to_string(i) + "/" + names.back();
        const auto meant = value.is_string() ? byText.find(value.get<std::string>()) : byText.end();
        if (meant != byText.end() && std::any_of(meant->second.begin(), meant->second.end(), [&](const std::string& address) {
                return truth.targets.front().contains(address);
            }))
            return {value, pointer};
        if (any.first.is_null())
            any = {value, pointer};
    }
    return any;
}

/// False when the configuration leaves an attribute out or sets it to null.
bool sets(const Json& block, const std::string& attribute) {
    if (!block.contains("expressions") || !block["expressions"].contains(attribute))
        return false;
    const Json& expression = block["expressions"][attribute];
    return !expression.empty() && !(expression.contains("constant_value") && expression["constant_value"].is_null());
}

Certainty certaintyAt(const Declaration& declaration, const std::string& pointer) {
    Certainty certainty = Certainty::Known;
    for (const auto& [at, each] : declaration.certainties)
        if (at == pointer || at.starts_with(pointer + "/"))
            certainty = std::max(certainty, each);
    return certainty;
}

void judge(const Truth& truth, const Declaration& ours, const std::map<std::string, Addresses>& byText, bool configured,
           Tally& tally) {
    const auto [value, pointer] = ourValue(ours, truth, byText);
    const int count = int(truth.targets.size());
    if (value.is_null() || isUnknownValue(value) || (value.is_array() && holdsUnknown(value))) {
        (configured ? tally.unknown : tally.unset) += count;
        if (configured)
            qInfo().noquote() << "  unknown:" << QString::fromStdString(ours.address + truth.pointer);
        return;
    }
    const Json texts = value.is_array() ? value : Json::array({value});
    std::vector<Addresses> said;
    for (const Json& text : texts)
        if (text.is_string())
            said.push_back(byText.contains(text.get<std::string>()) ? byText.at(text.get<std::string>())
                                                                    : Addresses{text.get<std::string>()});
    const auto meet = [](const Addresses& a, const Addresses& b) {
        return std::any_of(a.begin(), a.end(), [&](const std::string& each) { return b.contains(each); });
    };
    const auto found = std::count_if(truth.targets.begin(), truth.targets.end(), [&](const Addresses& target) {
        return std::any_of(said.begin(), said.end(), [&](const Addresses& each) { return meet(each, target); });
    });
    const auto certainty = std::size_t(certaintyAt(ours, pointer));
    if (found == count && said.size() <= truth.targets.size()) {
        tally.right[certainty] += count;
    } else if (found == count) {
        tally.superset += count;
    } else {
        tally.wrong[certainty] += count;
        qWarning().noquote() << "  wrong:" << QString::fromStdString(ours.address + truth.pointer + " = " + value.dump());
    }
}

} // namespace

void TerraformCorpusTest::everyFileReads_data() {
    QTest::addColumn<QString>("folder");
    for (const char* folder : {"tfplan", "tfstate", "tfjson"})
        QTest::newRow(folder) << folder;
}

void TerraformCorpusTest::everyFileReads() {
    QFETCH(QString, folder);
    const QString path = corpusPath("formats/" + folder);
    if (path.isEmpty())
        QSKIP("the shared corpora are not on this machine");
    int files = 0;
    int resources = 0;
    std::size_t unknown = 0;
    for (const QFileInfo& each : QDir(path).entryInfoList(QDir::Files, QDir::Name)) {
        const QByteArray text = readFile(each.filePath());
        const Result<Json> json = parseJson(text.toStdString());
        QVERIFY2(json, qPrintable(each.fileName()));
        QVERIFY2(looksLikeTerraform(*json), qPrintable(each.fileName()));
        const Result<Declarations> read = declarationsOfTerraform(*json, each.fileName().toStdString(), {});
        QVERIFY2(read, qPrintable(each.fileName()));
        QVERIFY2(!hasErrors(read->diagnostics), qPrintable(each.fileName()));
        const char* wrong = fuzzTerraform(text.toStdString());
        QVERIFY2(!wrong, qPrintable(each.fileName() + ": " + wrong));
        ++files;
        for (const Declaration& declaration : read->all)
            if (isManaged(declaration)) {
                ++resources;
                unknown += terraform::unknownCount(declaration.properties);
            }
    }
    QVERIFY(files > 0);
    QVERIFY(resources > 0);
    qInfo().noquote() << folder << ":" << files << "files," << resources << "managed resources," << unknown
                      << "unknown values";
}

void TerraformCorpusTest::referencesOfPlansAreThoseOfTheStates() {
    const QString plans = corpusPath("formats/tfplan");
    const QString schemaPath = corpusPath("../reference/schemas/tf-aws-5.100.0.json");
    if (plans.isEmpty() || schemaPath.isEmpty())
        QSKIP("the shared corpora are not on this machine");
    const Json schema = jsonOf(schemaPath);
    Tally tally;
    int pairs = 0;
    for (const QString& name : QDir(plans).entryList({"gen__*.plan.json"}, QDir::Files, QDir::Name)) {
        const QString stem = name.mid(5, name.size() - 15);
        QString state = plans + "/../tfstate/show__" + stem + ".state.json";
        if (!QFileInfo::exists(state))
            state = plans + "/../tfstate/raw-v4__" + stem + ".tfstate";
        if (!QFileInfo::exists(state))
            continue;
        ++pairs;
        const Json planJson = jsonOf(plans + "/" + name);
        const Json stateJson = jsonOf(state);
        const Result<Declarations> planned = declarationsOfTerraform(planJson, name.toStdString(), {});
        const Result<Declarations> applied = declarationsOfTerraform(stateJson, name.toStdString(), {});
        QVERIFY(planned && applied);
        std::map<std::string, const Declaration*> byAddress;
        for (const Declaration& each : planned->all)
            byAddress.emplace(each.address, &each);
        const terraform::Configuration configuration(planJson);
        const terraform::Listing listing = terraform::listingOfPlan(planJson, {});
        std::map<std::string, const Json*> configured;
        for (const terraform::Resource& each : listing.resources)
            configured.emplace(each.address, configuration.resourceOf(each));
        const std::map<std::string, Addresses> byText = meanings(*planned);
        for (const Truth& truth : truthsOf(*applied, schema)) {
            const auto ours = byAddress.find(truth.owner->address);
            if (ours == byAddress.end())
                continue;
            const Json* block = configured.at(truth.owner->address);
            judge(truth, *ours->second, byText, block && sets(*block, namesOf(truth.pointer).front()), tally);
        }
    }
    if (pairs == 0)
        QSKIP("no plan is there with its state");
    const int right = tally.all() - tally.unknown - tally.superset -
                      std::accumulate(tally.wrong.begin(), tally.wrong.end(), 0);
    qInfo("%d pairs, %d references: right %d known, %d resolved, %d only candidates; superset %d; unknown %d; wrong %d known, "
          "%d resolved, %d only candidates (%.1f %% right). Besides, %d that only AWS sets.",
          pairs, tally.all(), tally.right[0], tally.right[1], tally.right[2], tally.superset, tally.unknown, tally.wrong[0],
          tally.wrong[1], tally.wrong[2], 100.0 * right / tally.all(), tally.unset);
    QCOMPARE(tally.wrong, (std::array<int, 3>{}));
    QVERIFY(right * 100 >= tally.all() * 95);
}

void TerraformCorpusTest::keptInputs_data() {
    QTest::addColumn<QString>("path");
    const QDir kept(WAYLIGHT_SOURCE_DIR "/tests/fuzz/corpus/terraform");
    for (const QFileInfo& each : kept.entryInfoList(QDir::Files))
        QTest::newRow(qPrintable(each.fileName())) << each.filePath();
}

/// The fuzz target's inputs, and each of them cut and with single bytes changed.
void TerraformCorpusTest::keptInputs() {
    QFETCH(QString, path);
    const std::string text = readFile(path).toStdString();
    QVERIFY(parseJson(text));
    QCOMPARE(fuzzTerraform(text), nullptr);
    unsigned random = 1;
    for (int i = 0; i < 1000; ++i) {
        std::string other = text;
        for (int changes = 0; changes <= i % 3; ++changes) {
            random = random * 1664525u + 1013904223u;
            other[(random >> 8) % other.size()] = "0\"{}[]:,tx"[(random >> 4) % 10];
        }
        const char* wrong = fuzzTerraform(other);
        QVERIFY2(!wrong, (std::string(wrong ? wrong : "") + "\n" + other).c_str());
    }
}

WAYLIGHT_TEST(TerraformCorpusTest)
#include "tst_terraform_corpus.moc"
