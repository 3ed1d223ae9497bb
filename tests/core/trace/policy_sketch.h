// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/network_sketch.h"

#include <functional>
#include <string>
#include <vector>

/// A network whose calls meet every kind of policy, and the words of policies.
namespace policy_sketch {

using namespace waylight;

inline const Id own = "111122223333";
inline const Id other = "444455556666";

inline std::string quoted(const std::string& text) { return '\x22' + text + '\x22'; }

inline std::string statement(const std::string& effect, const std::string& action, const std::string& resource, const std::string& more = {}) {
    return "{\"Effect\":" + quoted(effect) + ",\"Action\":" + quoted(action) + ",\"Resource\":" + quoted(resource) + more + '}';
}

inline PolicyText policyOf(const std::vector<std::string>& statements) {
    std::string all;
    for (const std::string& each : statements)
        all += (all.empty() ? "" : ",") + each;
    return {"{\"Version\":\"2012-10-17\",\"Statement\":[" + all + "]}"};
}

inline const std::string everyone = ",\"Principal\":\"*\"";

inline std::string principal(const std::string& arn) {
    return ",\"Principal\":{\"AWS\":" + quoted(arn) + '}';
}

inline std::string condition(const std::string& block) {
    return ",\"Condition\":" + block;
}

/// An instance `app` with role `app-role` behind a gateway endpoint `vpce` and another, `out`, behind a NAT gateway; bucket `data`
/// and table `orders`. All is of account `own`, or left open.
struct PolicySketch : NetworkSketch {
    explicit PolicySketch(const Id& account = own) {
        route("public", "0.0.0.0/0", "igw");
        route("outward", "0.0.0.0/0", "nat");
        subnet("pub", "10.0.0.0/24", "public");
        subnet("priv", "10.0.1.0/24", "private");
        subnet("away", "10.0.2.0/24", "outward");
        RouteTable empty;
        empty.id = "private";
        empty.vpc = "vpc";
        set(empty);
        natGateway("nat", "pub", "10.0.0.99", "198.51.100.99");
        instance("app", "priv", "10.0.1.10");
        instance("out", "away", "10.0.2.10");
        VpcEndpoint endpoint;
        endpoint.id = "vpce";
        endpoint.vpc = "vpc";
        endpoint.region = "us-east-1";
        endpoint.account = account;
        endpoint.service = "com.amazonaws.us-east-1.s3";
        endpoint.routeTables = {"private"};
        set(endpoint);
        addRole(account);
        Bucket bucket;
        bucket.id = "data";
        bucket.region = "us-east-1";
        bucket.account = account;
        set(bucket);
        for (const char* id : {"eni-app", "eni-out"})
            change<NetworkInterface>(id, [&](NetworkInterface& each) { each.account = account, each.region = "us-east-1"; });
        change<Vpc>("vpc", [&](Vpc& vpc) { vpc.account = account; });
    }

    void addRole(const Id& account) {
        Role role;
        role.id = "role";
        role.roleName = "app-role";
        role.account = account;
        set(role);
        allow({statement("Allow", "s3:*", "*")});
        InstanceProfile profile;
        profile.id = "profile";
        profile.roles = {"role"};
        set(profile);
        for (const char* id : {"app", "out"})
            change<Instance>(id, [](Instance& each) { each.profile = "profile"; });
    }

    /// What the role may do.
    void allow(const std::vector<std::string>& statements) {
        change<Role>("role", [&](Role& role) {
            NamedPolicy named;
            named.name = "access";
            named.document = policyOf(statements);
            role.policies = {named};
        });
    }

    void addAccount(const Id& id, const std::function<void(Account&)>& with) {
        Account account;
        account.id = id;
        with(account);
        set(account);
    }

    void bucketPolicy(const std::vector<std::string>& statements) {
        change<Bucket>("data", [&](Bucket& bucket) { bucket.policy = policyOf(statements); });
    }

    /// Encrypts the bucket with a key of this policy.
    void encrypt(const PolicyText& text, const Id& account = own) {
        KmsKey key;
        key.id = "key";
        key.region = "us-east-1";
        key.account = account;
        key.policy = text;
        set(key);
        change<Bucket>("data", [](Bucket& bucket) {
            bucket.encryption = BucketEncryption::Kms;
            bucket.key = "key";
        });
    }

    void accessPoint(const std::function<void(AccessPoint&)>& with = [](AccessPoint&) {}) {
        AccessPoint point;
        point.id = "ap";
        point.accessPointName = "reports";
        point.region = "us-east-1";
        point.account = own;
        point.bucket = "data";
        with(point);
        set(point);
    }
};

} // namespace policy_sketch
