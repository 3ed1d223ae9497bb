// SPDX-License-Identifier: MIT
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/input.h"
#include "app/cli/policy_command.h"

#include "core/base/message_ids.h"

#include <iostream>

namespace {

using namespace waylight;

constexpr const char* usage = R"(waylight-cli: asks and checks designs of AWS networks, offline

  waylight-cli trace FILE --from REF --action A --resource ARN [--resource-region R]
                          [--resource-account N] [--context KEY=VALUE]... [--region R] [--json]
                          [--copy-source ARN]                  with --action s3:CopyObject: the object that is read
                          [--session-policy FILE|JSON]         the most that the caller's session may do
                          actions such as s3:ListAllMyBuckets name no resource and need none here
  waylight-cli trace FILE --from REF --to REF|IP|internet [--protocol P] [--port N] [--source-port N] [--json]
                          [--through ID]... [--avoiding ID]...      components that the way there must (not) come through
                          [--at-source-source-address CIDR] [--at-source-destination-address CIDR] [--at-source-protocol P]
                          [--at-source-source-port N[-N]] [--at-source-destination-port N[-N]]
                          and the same with --at-destination-…      what the packet must look like where it starts, arrives
  waylight-cli trace FILE --request ID [--json]      a request saved in the design
  waylight-cli trace FILE --batch REQUESTS.jsonl     one request a line, one trace a line
  waylight-cli trace … --format text|json|reachability-analyzer     the last as `aws ec2 describe-network-insights-analyses`
  waylight-cli check FILE [--strict] [--junit OUT] [--json]   the design's expectations; --strict: its findings too
  waylight-cli lint FILE [--json]                    what looks wrong
  waylight-cli matrix FILE [--protocol P] [--port N] [--json]            who reaches whom, and what outside
  waylight-cli matrix FILE --diff OTHER [--protocol P] [--port N] [--json]      the pairs that differ, with the reason of each
  waylight-cli packets FILE --from REF|CIDR|internet --to REF [--json]   which packets pass, and the rule that decides of each
  waylight-cli diff A [B] [--json]                   what differs between two designs of any formats, and the requests whose
                                                     verdict differs; of one plan of Terraform: before and after
  waylight-cli convert IN OUT [--to FORMAT] [--adopt]    FORMAT: waylight, describe, cloudformation, cloudformation-json, terraform,
                                                     aws-cli, cli-input-json, policies, drawio, mermaid; without it OUT's
                                                     name decides: .waylight, .yaml, .template.json, .tf.json, .sh, .drawio,
                                                     .mmd, else a folder of describe output. What the format cannot say is listed first.
                                                     --adopt: Terraform imports what has an id of AWS instead of making it
  waylight-cli collect --region R... --out DIR [--profile P] [--aws PROGRAM]      asks AWS what the account holds, read-only,
                                          through the installed AWS CLI; DIR is opened like other describe output
  waylight-cli collect --list                        the calls that it makes, and the permissions that they need
  waylight-cli policy eval [FILE.jsonl|-]            one case a line in, one answer a line out
  waylight-cli policy validate FILE --type TYPE [--json]    TYPE: endpoint, gateway-endpoint, identity, boundary,
                                          session, resource, bucket, trust, scp, rcp and more (see policy)
  waylight-cli policy validate --jsonl [FILE|-]
  waylight-cli schema                                the JSON schema of .waylight files

FILE is a .waylight file, a file or folder of `aws … describe-*` output, a CloudFormation template (YAML or JSON), a plan or
state of Terraform (`terraform show -json`), a terraform.tfstate, a .tf.json file, a picture that carries its design, or - for
standard input. With each FILE: --parameter KEY=VALUE ... gives a template's parameters, --region R and --account N where it is deployed.
Exit codes: 0 allowed, holds, no finding, no difference; 1 blocked, fails, findings, differences; 2 bad usage or unreadable input; 3 unknown,
for collect: some calls were not answered.
)";

struct Command {
    const char* name;
    int (*run)(const std::vector<std::string>& words, const cli::Streams& io);
};

int runPolicy(const std::vector<std::string>& words, const cli::Streams& io) {
    return runPolicyCommand(words, io.in, io.out, io.err);
}

constexpr Command commands[] = {{"trace", cli::runTrace},   {"check", cli::runCheck},     {"lint", cli::runLint},
                                {"matrix", cli::runMatrix}, {"packets", cli::runPackets}, {"convert", cli::runConvert},
                                {"diff", cli::runDiff},     {"schema", cli::runSchema},   {"policy", runPolicy},
                                {"collect", cli::runCollect}};

} // namespace

int main(int argc, char** argv) {
    std::ios::sync_with_stdio(false);
    const std::vector<std::string> words(argv + 1, argv + argc);
    if (words.empty() || words[0] == "help" || words[0] == "--help" || words[0] == "-h") {
        (words.empty() ? std::cerr : std::cout) << usage;
        return words.empty() ? cli::badUsage : cli::allowed;
    }
    cli::Streams io{std::cin, std::cout, std::cerr};
    for (const Command& command : commands)
        if (words[0] == command.name) {
            std::vector<std::string> rest(words.begin() + 1, words.end());
            const auto read = cli::takenReadOptions(rest, words[0] == "trace" || words[0] == "collect");
            if (!read)
                return cli::refuse(read.error().message, io);
            io.read = *read;
            return command.run(rest, io);
        }
    std::cerr << toEnglish(message(MessageId::NoSuchCommand, words[0])) << '\n';
    return cli::badUsage;
}
