import Foundation
import TestScripts
import Testing

@testable import TransactSQL

/// What the scripts in `TestScripts` give on a new instance, where the databases that they use exist and no file does.
@Suite struct ScriptOutcomeTests {
    /// A script, and its messages and refusals: the line of the script, and the number or the name.
    ///
    /// A name stands for a statement that a server would run.
    static let outcomes: [(script: String, marks: [String])] = [
        ("01_tde_enable", ["11:33091"]),
        (
            "02_move_tde_database",
            // The second server is the first one here, which has the certificate still.
            ["41:sp_detach_db", "48:15578", "53:15232", "63:CREATE DATABASE … FOR ATTACH"]
        ),
        ("03_backup_smk", []),
        ("04_restore_smk", ["3:15317"]),
        ("06_restore_dmk", ["6:15317"]),
        ("07_create_dmk", []),
        (
            "08_encrypt_column",
            [
                "3:33064", "5:15581", "9:15151", "15:4902", "20:15151", "26:208", "35:15151", "43:208", "49:15581",
                "53:15151", "62:4902", "67:15151", "72:208", "78:15151", "85:208",
            ]
        ),
        ("09_same_symmetric_key_two_servers", ["23:156"]),
        (
            "10_decrypt_in_database_context",
            [
                "4:15151", "11:208", "18:15151", "25:208", "39:CREATE TABLE", "41:CREATE VIEW", "57:208", "65:208",
            ]
        ),
        ("11_decrypt_by_certificate", ["10:102", "14:4902", "16:15151", "18:208", "24:15315", "32:15151", "34:208"]),
        ("13_swap_protector", ["3:15151", "6:15151", "9:15151", "12:15151", "14:15315"]),
        (
            "16_tde_and_encrypted_backup",
            ["6:33064", "9:15581", "15:15151", "20:33106", "20:5069", "24:15581", "27:15151", "27:3013"]
        ),
        (
            "17_tde_with_ekm",
            [
                "4:15457", "9:15457", "15:33027", "20:15151", "28:102", "36:102", "41:15151", "47:15151", "50:15151",
                "57:15151", "63:33106", "63:5069",
            ]
        ),
        ("18_unbalanced_quotes", ["5:102"]),
        ("19_drop_dek_after_decryption", ["3:33106", "3:5069", "8:208", "27:33104"]),
        ("21_alter_certificates", ["3:15151", "6:15151", "10:15151", "14:15151"]),
        ("22_backup_certificates", ["3:15151", "5:15151", "9:15151"]),
        ("23_asymmetric_keys", ["2:15151", "7:15151", "9:15151", "10:15151"]),
        ("24_open_and_close_master_key", ["3:15151", "6:15151", "8:15315"]),
        ("27_move_dmk_to_new_instance", ["6:15151", "10:15317", "16:15151", "17:15151"]),
        ("29_variable_as_password", ["21:102", "31:102", "36:102", "45:15315"]),
        ("30_empty_passwords", ["10:33062", "14:33062", "18:33062", "22:15581", "26:15151"]),
        (
            "32_encrypted_backup_on_another_server",
            ["3:3201", "3:3013", "12:15208", "33:15208", "39:3201", "39:3013", "43:3701", "45:15151"]
        ),
        ("37_guarded_open_and_close", ["5:15151", "16:15151"]),
        ("39_backup_restore_symmetric_key", ["3:15151", "6:15151", "9:15317", "13:a backup at a URL"]),
    ]

    @Test(arguments: outcomes)
    func givesWhatAServerGives(_ script: String, _ marks: [String]) async throws {
        let outcome = try await Self.run(script)
        #expect(outcome.marks == marks)
    }

    /// `GO;` stops a tool, after what stands before it.
    @Test func aMalformedSeparatorStopsTheScript() async throws {
        let script = try TestScripts.text(of: "14_sign_and_countersign")
        var connection = try await Connection()
        connection.options.assumesDatabases = true
        var outcome = Outcome()
        await #expect(throws: ScriptError(.badSeparator, fileLine: 93, "")) {
            for try await event in connection.scripts.execute(script, options: connection.options) {
                outcome.add(event)
            }
        }
        #expect(
            outcome.marks == [
                "4:15151", "18:CREATE PROCEDURE", "23:15151", "36:15151", "41:15151", "75:111", "84:111",
            ])
    }

    /// The databases that the scripts use do not come with a server.
    @Test func withoutItsDatabasesAScriptStaysInMaster() async throws {
        let outcome = try await Self.run("24_open_and_close_master_key") { $0.assumesDatabases = false }
        #expect(outcome.marks == ["2:911", "3:15151", "6:15151", "8:15315"])
    }

    /// Runs a script on a new instance.
    static func run(_ script: String, configure: (inout ScriptOptions) -> Void = { _ in }) async throws -> Outcome {
        let directory = try TemporaryDirectory()
        var connection = try await Connection()
        connection.options.assumesDatabases = true
        connection.options.fileRoot = FileRoot(directory.path)
        configure(&connection.options)
        return try await connection.run(try TestScripts.text(of: script))
    }
}
