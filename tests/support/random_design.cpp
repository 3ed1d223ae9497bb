// SPDX-License-Identifier: MIT
#include "tests/support/random_design.h"

#include "core/base/json.h"

#include <string>

using namespace waylight;

namespace {

const char* const regions[] = {"us-east-1", "eu-west-1", "ap-southeast-2"};
const char* const accounts[] = {"111122223333", "444455556666"};
const char* const services[] = {"s3", "dynamodb"};
const char* const policies[] = {
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}]})",
    "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": []\n}",
    "not even JSON",
    "",
};
const char* const words[] = {"web", "data", "größe", "a/b~c", "with \"quotes\"", "line\nbreak", "日本"};

Cidr block(const std::string& text) { return *Cidr::parse(text); }

/// Builds one design; what is added later refers to what was added before.
class Maker {
public:
    explicit Maker(unsigned seed) : m_dice(seed) {}

    Design make(int vpcs, int instances) {
        m_design.name = m_dice.chance(70) ? m_dice.oneOf(words) : "";
        addPlaces();
        for (int i = 0; i < vpcs; ++i)
            addVpc(i, instances);
        addQuestions();
        addLayout();
        if (m_dice.chance(50))
            m_design.extra = Extra(Json{{"resources", {{"flowLogs", Json::array({{{"id", "fl-1"}}})}}}, {"later", m_dice.below(9)}});
        return std::move(m_design);
    }

private:
    template <class T>
    T fresh(int number) {
        T resource;
        resource.id = std::string(Description<T>::type.idPrefix) + std::to_string(m_serial++) + '-' + std::to_string(number);
        resource.region = m_region;
        resource.account = m_account;
        if (m_dice.chance(60))
            resource.name = m_dice.oneOf(words);
        if (m_dice.chance(30))
            resource.tags = {{"env", m_dice.oneOf(words)}, {m_dice.oneOf(words), ""}};
        if (m_dice.chance(20))
            resource.extra = someExtra();
        return resource;
    }

    Extra someExtra() { return Extra(Json{{"aws", {{"b", {1, 2.5, nullptr, true}}, {"a", m_dice.oneOf(words)}}}, {"x-note", m_dice.below(100)}}); }

    template <class T>
    Id add(T resource) {
        Id id = resource.id;
        m_design.topology.set(Resource(std::move(resource)));
        return id;
    }

    void addPlaces() {
        for (const char* region : regions)
            if (m_dice.chance(70)) {
                Region resource;
                resource.id = region;
                add(resource);
            }
        Account account;
        account.id = accounts[0];
        if (m_dice.chance(50)) {
            account.organization = "o-a1b2c3";
            account.serviceControlPolicies = {{"root", "FullAWSAccess", {}, {}}, {"account", "ours", {m_dice.oneOf(policies)}, {}}};
            account.restrictPublicBuckets = true;
        }
        add(account);
        Internet internet;
        internet.id = "internet";
        add(internet);
    }

    void addVpc(int number, int instances) {
        m_region = m_dice.oneOf(regions);
        m_account = m_dice.oneOf(accounts);
        Vpc vpc = fresh<Vpc>(number);
        const std::string start = "10." + std::to_string(number % 256) + '.';
        vpc.cidrs = {block(start + "0.0/16")};
        if (m_dice.chance(40))
            vpc.ipv6Cidrs = {block("2001:db8:" + std::to_string(number % 4096) + "::/56")};
        vpc.enableDnsHostnames = m_dice.chance(50);
        if (m_dice.chance(30))
            vpc.unknown = {"enableDnsSupport"};
        m_vpc = add(vpc);
        addRouting(number);
        addFilters(number);
        for (int i = 0; i < 1 + m_dice.below(4); ++i)
            addSubnet(start + std::to_string(i), number);
        addRole(number);
        for (int i = 0; i < instances; ++i)
            addInstance(i);
        addData(number);
    }

    void addRouting(int number) {
        InternetGateway gateway = fresh<InternetGateway>(number);
        gateway.vpc = m_vpc;
        const Id gatewayId = add(gateway);
        m_tables.clear();
        for (int i = 0; i < 2; ++i) {
            RouteTable table = fresh<RouteTable>(i);
            table.vpc = m_vpc;
            table.main = i == 0;
            if (m_dice.chance(60))
                table.routes.push_back({block("0.0.0.0/0"), {}, gatewayId, RouteState::Active, RouteOrigin::Static, m_dice.chance(30) ? someExtra() : Extra()});
            if (m_dice.chance(30))
                table.routes.push_back({block("192.168.0.0/16"), {}, "eni-gone", RouteState::Blackhole, RouteOrigin::Propagated, {}});
            m_tables.push_back(add(table));
        }
        VpcEndpoint endpoint = fresh<VpcEndpoint>(number);
        endpoint.vpc = m_vpc;
        endpoint.service = "com.amazonaws." + m_region + '.' + m_dice.oneOf(services);
        if (m_dice.chance(70))
            endpoint.routeTables = {m_tables.back()};
        endpoint.policy.text = m_dice.oneOf(policies);
        add(endpoint);
    }

    void addFilters(int number) {
        PrefixList list = fresh<PrefixList>(number);
        list.listName = "com.amazonaws." + m_region + ".s3";
        list.cidrs = {block("52.216.0.0/15"), block("3.5.0.0/19")};
        const Id listId = add(list);
        SecurityGroup group = fresh<SecurityGroup>(number);
        group.vpc = m_vpc;
        group.groupName = m_dice.oneOf(words);
        group.egress = {{Protocol::all(), {}, {}, block("0.0.0.0/0"), {}, {}, "", {}}, {Protocol::tcp(), 443, 443, {}, listId, {}, m_dice.oneOf(words), someExtra()}};
        group.ingress = {{Protocol::number(50), {}, {}, block("::/0"), {}, {}, "", {}}, {Protocol::icmp(), 8, {}, {}, {}, group.id, "", {}}};
        m_group = add(group);
        NetworkAcl acl = fresh<NetworkAcl>(number);
        acl.vpc = m_vpc;
        acl.isDefault = true;
        for (int i = 1; i <= m_dice.below(4); ++i) {
            AclEntry entry;
            entry.number = i * 100;
            entry.egress = m_dice.chance(50);
            entry.action = m_dice.chance(20) ? RuleAction::Deny : RuleAction::Allow;
            entry.protocol = m_dice.chance(50) ? Protocol::tcp() : Protocol::all();
            entry.cidr = block("0.0.0.0/0");
            if (!entry.protocol.isAll())
                entry.fromPort = entry.toPort = m_dice.below(65536);
            acl.entries.push_back(entry);
        }
        m_acl = add(acl);
    }

    void addSubnet(const std::string& start, int number) {
        Subnet subnet = fresh<Subnet>(number);
        subnet.vpc = m_vpc;
        subnet.cidr = block(start + ".0/24");
        subnet.availabilityZone = m_region + (m_dice.chance(50) ? "a" : "b");
        subnet.mapPublicIpOnLaunch = m_dice.chance(30);
        if (m_dice.chance(60))
            subnet.routeTable = m_dice.oneOf(m_tables);
        if (m_dice.chance(40))
            subnet.networkAcl = m_acl;
        m_subnet = add(subnet);
        m_start = start;
        m_nextHost = 10;
        if (!m_dice.chance(40))
            return;
        ElasticIp address = fresh<ElasticIp>(number);
        address.publicIp = IpAddress::v4(0xCB007100u + static_cast<unsigned>(m_serial % 256));
        const Id allocation = add(address);
        NatGateway nat = fresh<NatGateway>(number);
        nat.subnet = m_subnet;
        nat.state = m_dice.chance(20) ? "deleted" : "";
        nat.addresses = {{allocation, {}, IpAddress::parse(start + ".5").value(), {}, {}, {}}};
        add(nat);
    }

    void addRole(int number) {
        Role role = fresh<Role>(number);
        role.region.clear();
        role.roleName = "role" + std::to_string(number);
        role.policies = {{"inline", {m_dice.oneOf(policies)}, {}}, {"", {m_dice.oneOf(policies)}, someExtra()}};
        InstanceProfile profile = fresh<InstanceProfile>(number);
        profile.region.clear();
        profile.roles = {add(role)};
        m_profile = add(profile);
    }

    void addInstance(int number) {
        Instance instance = fresh<Instance>(number);
        instance.instanceType = "t3.micro";
        instance.state = m_dice.chance(20) ? "stopped" : "";
        if (m_dice.chance(70))
            instance.profile = m_profile;
        m_instances.push_back(add(instance));
        NetworkInterface interface = fresh<NetworkInterface>(number);
        interface.subnet = m_subnet;
        interface.instance = m_instances.back();
        interface.groups = {m_group};
        interface.sourceDestCheck = m_dice.chance(80);
        PrivateAddress address;
        address.address = IpAddress::parse(m_start + '.' + std::to_string(m_nextHost++ % 240 + 10)).value();
        if (m_dice.chance(30))
            address.publicIp = IpAddress::v4(0xC6336400u + static_cast<unsigned>(m_serial % 256));
        interface.addresses = {address};
        add(interface);
    }

    void addData(int number) {
        Bucket bucket = fresh<Bucket>(number);
        bucket.policy.text = m_dice.oneOf(policies);
        if (bucket.policy.empty())
            bucket.unknown = {"policy"};
        if (m_dice.chance(40))
            bucket.key = addKey(number);
        if (bucket.key)
            bucket.encryption = BucketEncryption::Kms;
        bucket.restrictPublicBuckets = m_dice.chance(30);
        bucket.ignorePublicAcls = m_dice.chance(30);
        bucket.ownership = m_dice.chance(20) ? ObjectOwnership::ObjectWriter : ObjectOwnership::BucketOwnerEnforced;
        m_bucket = add(bucket);
        DynamoTable table = fresh<DynamoTable>(number);
        table.tableName = "table" + std::to_string(number);
        table.key = bucket.key;
        add(table);
        if (m_dice.chance(50))
            addAccessPoint(number);
    }

    Id addKey(int number) {
        KmsKey key = fresh<KmsKey>(number);
        key.policy.text = m_dice.oneOf(policies);
        key.aliases = {"alias/key" + std::to_string(number)};
        key.state = m_dice.chance(20) ? "Disabled" : "";
        return add(key);
    }

    void addAccessPoint(int number) {
        AccessPoint point = fresh<AccessPoint>(number);
        point.accessPointName = "point" + std::to_string(number);
        point.bucket = m_bucket;
        if (m_dice.chance(50))
            point.vpc = m_vpc;
        point.policy.text = m_dice.oneOf(policies);
        point.restrictPublicBuckets = m_dice.chance(30);
        add(point);
    }

    void addQuestions() {
        for (int i = 0; i < 3 && !m_instances.empty(); ++i) {
            Request request;
            request.id = "request-" + std::to_string(i);
            request.name = m_dice.oneOf(words);
            request.from = m_dice.oneOf(m_instances);
            if (m_dice.chance(60)) {
                request.action = "s3:GetObject";
                request.resource = "arn:aws:s3:::" + m_bucket + "/key";
                request.context = {{"aws:PrincipalTag/team", "a"}};
            } else {
                request.to = "internet";
                request.port = m_dice.below(65536);
            }
            if (m_dice.chance(50))
                request.expectedVerdict = "allowed";
            if (m_dice.chance(20))
                request.extra = someExtra();
            m_design.requests.set(request.id, request);
        }
        m_design.notes.set("note-1", {"note-1", m_dice.oneOf(words), m_dice.chance(50) ? someExtra() : Extra()});
        if (m_dice.chance(50))
            m_design.approvals.set("rule:" + m_bucket, {"rule:" + m_bucket, "we know", {}});
    }

    void addLayout() {
        std::vector<Layout::value_type> places;
        m_design.topology.forEachResource([&](const ResourcePtr& resource) {
            if (m_dice.chance(70))
                places.emplace_back(base(*resource).id, Rect{m_dice.below(4000) - 2000, m_dice.below(4000) - 2000, 10 + m_dice.below(500), 10 + m_dice.below(500)});
        });
        places.emplace_back("note-1", Rect{1, 2, 3, 4});
        m_design.layout = Layout::fromEntries(std::move(places));
    }

    Dice m_dice;
    Design m_design;
    int m_serial = 1;
    int m_nextHost = 10;
    std::string m_region;
    std::string m_account;
    std::string m_start;
    Id m_vpc;
    Id m_acl;
    Id m_group;
    Id m_subnet;
    Id m_profile;
    Id m_bucket;
    std::vector<Id> m_tables;
    std::vector<Id> m_instances;
};

} // namespace

Design randomDesign(unsigned seed, int vpcs, int instances) { return Maker(seed).make(vpcs, instances); }
