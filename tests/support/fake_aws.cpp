// SPDX-License-Identifier: MIT
#include "tests/support/fake_aws.h"

#include "core/formats/collect/collect.h"

#include <QFile>

namespace {

QString qString(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<int>(text.size()));
}

QString refusal(const QString& code) {
    return QStringLiteral("echo 'An error occurred (%1) when calling the operation: no' >&2; exit 254").arg(code);
}

} // namespace

FakeAws::FakeAws() {
    answer("sts get-caller-identity", R"({"UserId": "U", "Account": "111122223333", "Arn": "arn:aws:iam::111122223333:user/u"})");
    answer("ec2 describe-vpcs", R"({"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16", "OwnerId": "111122223333"}]})");
    answer("ec2 describe-subnets", R"({"Subnets": [{"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.1.0/24", "AvailabilityZone": "us-east-1a"}]})");
    answer("ec2 describe-vpc-attribute*enableDnsSupport*", R"({"VpcId": "vpc-1", "EnableDnsSupport": {"Value": true}})");
    answer("ec2 describe-vpc-attribute*enableDnsHostnames*", R"({"VpcId": "vpc-1", "EnableDnsHostnames": {"Value": true}})");
}

void FakeAws::answer(const QString& pattern, const QString& json) {
    instead(pattern, QStringLiteral("cat <<'EOF'\n%1\nEOF\n").arg(json));
}

void FakeAws::refuse(const QString& pattern, const QString& code) {
    instead(pattern, refusal(code));
}

void FakeAws::instead(const QString& pattern, const QString& commands) {
    // The latest wins.
    m_cases.prepend(QStringLiteral("%1)\n%2\n;;\n").arg(QString(pattern).replace(' ', "\\ "), commands));
}

void FakeAws::write() const {
    QString none;
    for (const auto& call : waylight::collect::calls())
        none += QStringLiteral("%1*)\n%2\n;;\n")
                    .arg(QString::fromStdString(call.name()).replace(' ', "\\ "),
                         call.noneCode.empty() ? QStringLiteral("echo '{\"%1\": []}'").arg(qString(call.member)) : refusal(qString(call.noneCode)));
    const QString script = QStringLiteral("#!/bin/sh\nasked=\"$*\"; asked=\"${asked%% --region*}\"\necho \"$asked\" >> \"%1\"\n"
                                          "[ \"$asked\" = 'configure list-profiles' ] && { echo default; echo audit; exit 0; }\n"
                                          "[ -z \"$AWS_PAGER\" ] || exit 9\ncase \"$asked\" in\n%2%3*)\n%4\n;;\nesac\n")
                               .arg(m_folder.filePath("asked.txt"), m_cases, none, refusal("Unasked"));
    QFile file(program());
    if (!file.open(QIODevice::WriteOnly) || file.write(script.toUtf8()) < 0)
        qFatal("cannot write %s", qPrintable(program()));
    file.close();
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

QStringList FakeAws::asked() const {
    QFile file(m_folder.filePath("asked.txt"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).split('\n', Qt::SkipEmptyParts) : QStringList();
}
