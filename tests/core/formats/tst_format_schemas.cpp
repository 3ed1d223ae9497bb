// SPDX-License-Identifier: MIT
#include "core/formats/declared/writing.h"
#include "tests/support/corpora.h"
#include "tests/support/random_design.h"
#include "tests/support/random_network.h"
#include "tests/support/registry.h"

#include <QtTest>

using namespace waylight;

/// What we read and write exists in the schemas of CloudFormation and of Terraform's AWS provider.
class FormatSchemasTest : public QObject {
    Q_OBJECT

    Json m_cfn, m_tf;

    static Json schema(const char* name) {
        const QString path = corpusPath(QStringLiteral("../reference/schemas/") + QString::fromLatin1(name));
        if (path.isEmpty() || !QFile::exists(path))
            return {};
        return *parseJson(readFile(path).toStdString());
    }

    /// The definition behind a property's type, or null where the schema does not say more.
    static const Json* inner(const Json& type, const Json& definitions) {
        if (type.is_string() && definitions.contains(type.get<std::string>()))
            return &definitions[type.get<std::string>()];
        return nullptr;
    }

    QString missingInCfn(const std::string& type, const Json& properties) const {
        if (!m_cfn.contains(type))
            return QString::fromStdString("no type " + type);
        const Json& schema = m_cfn[type];
        for (const auto& [name, value] : properties.items()) {
            if (!schema["properties"].contains(name))
                return QString::fromStdString(type + " has no property " + name);
            for (const Json& readOnly : schema["readOnly"])
                if (readOnly == Json(name))
                    return QString::fromStdString(type + ": " + name + " is read only");
            const Json* definition = inner(schema["properties"][name], schema["definitions"]);
            if (definition && value.is_object() && !declared::isReference(value))
                for (const auto& [member, each] : value.items())
                    if (!definition->empty() && !definition->contains(member))
                        return QString::fromStdString(type + '.' + name + " has no member " + member);
        }
        return {};
    }

    QString missingInTf(const std::string& type, const Json& properties) const {
        if (!m_tf["resource"].contains(type))
            return QString::fromStdString("no type " + type);
        return missingInBlock(type, m_tf["resource"][type], properties);
    }
    static QString missingInBlock(const std::string& where, const Json& schema, const Json& properties) {
        for (const auto& [name, value] : properties.items()) {
            const bool attribute = schema.contains("attributes") && schema["attributes"].contains(name);
            const bool block = schema.contains("blocks") && schema["blocks"].contains(name);
            if (!attribute && !block)
                return QString::fromStdString(where + " has no argument " + name);
            if (attribute && schema["attributes"][name].get<std::string>().find_first_of("?!") == std::string::npos)
                return QString::fromStdString(where + '.' + name + " is computed");
            if (block)
                for (const Json& each : value.is_array() ? value : Json::array({value}))
                    if (const QString found = missingInBlock(where + '.' + name, schema["blocks"][name], each); !found.isEmpty())
                        return found;
        }
        return {};
    }

private slots:
    void initTestCase() {
        m_cfn = schema("cfn-resource-types.json");
        m_tf = schema("tf-aws-5.100.0.json");
        if (m_cfn.is_null() || m_tf.is_null())
            QSKIP("The schemas (../shared/reference/schemas) are not on this machine.");
    }

    void fieldsExist() {
        for (Kind kind = 0; kind < kindCount; ++kind) {
            const TypeInfo& type = typeInfo(kind);
            if (type.cfn.empty() || !m_cfn.contains(std::string(type.cfn)))
                continue; // load balancers' listeners and target groups are not in the extract
            for (const FieldInfo& field : fieldInfos(kind)) {
                const auto first = [](std::string_view path) {
                    std::string name(path.substr(0, path.find('.')));
                    return name.ends_with("[]") ? name.substr(0, name.size() - 2) : name;
                };
                if (!field.options.cfn.empty())
                    QVERIFY2(m_cfn[std::string(type.cfn)]["properties"].contains(first(field.options.cfn)), qPrintable(QString::fromStdString(std::string(type.cfn) + ' ' + field.name)));
                if (field.options.tf.empty())
                    continue;
                const Json& schema = m_tf["resource"][std::string(type.tf)];
                const bool known = schema["attributes"].contains(first(field.options.tf)) || (schema.contains("blocks") && schema["blocks"].contains(first(field.options.tf)));
                QVERIFY2(known, qPrintable(QString::fromStdString(std::string(type.tf) + ' ' + field.name)));
            }
        }
    }

    void whatIsWrittenExists_data() {
        QTest::addColumn<int>("dialect");
        QTest::newRow("CloudFormation") << int(Dialect::CloudFormation);
        QTest::newRow("Terraform") << int(Dialect::Terraform);
    }
    void whatIsWrittenExists() {
        QFETCH(int, dialect);
        for (unsigned seed = 0; seed < 300; ++seed) {
            Design design = randomDesign(seed);
            if (seed % 2 == 1)
                design.topology = randomNetwork(seed);
            const Declarations written = declarationsOf(design, Dialect(dialect));
            for (const Declaration& each : written.all) {
                const QString missing = written.dialect == Dialect::CloudFormation ? missingInCfn(each.type, each.properties) : missingInTf(each.type, each.properties);
                QVERIFY2(missing.isEmpty(), qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(missing)));
            }
        }
    }

    void whatIsRequiredIsWritten() {
        for (unsigned seed = 0; seed < 300; ++seed) {
            Design design = randomDesign(seed);
            if (seed % 2 == 1)
                design.topology = randomNetwork(seed);
            for (const Declaration& each : declarationsOf(design, Dialect::CloudFormation).all)
                for (const Json& name : m_cfn[each.type]["required"])
                    QVERIFY2(each.properties.contains(name.get<std::string>()), qPrintable(QString::fromStdString(each.type + " without " + name.get<std::string>() + " in seed " + std::to_string(seed))));
            for (const Declaration& each : declarationsOf(design, Dialect::Terraform).all)
                for (const auto& [name, type] : m_tf["resource"][each.type]["attributes"].items())
                    if (type.get<std::string>().ends_with('!'))
                        QVERIFY2(each.properties.contains(name), qPrintable(QString::fromStdString(each.type + " without " + name + " in seed " + std::to_string(seed))));
        }
    }
};

WAYLIGHT_TEST(FormatSchemasTest)
#include "tst_format_schemas.moc"
