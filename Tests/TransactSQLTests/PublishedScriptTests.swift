import Foundation
import Testing

@testable import TransactSQL

/// What published scripts give on a new instance, where the databases that they use exist and no file does.
@Suite struct PublishedScriptTests {
    /// A script, and its messages and refusals: the line of the script, and the number or the name.
    ///
    /// Where certificates or symmetric keys would be needed, a name stands for the statement that a server would run.
    static let outcomes: [(script: String, marks: [String])] = [
        ("01_tde_enable_adventureworks", ["7:CREATE CERTIFICATE", "11:15151", "15:33106", "15:5069"]),
        (
            "02_move_tde_database",
            [
                "8:CREATE CERTIFICATE", "15:15151", "31:15151", "35:33106", "35:5069", "41:sp_detach_db", "48:15578",
                "53:15208", "63:CREATE DATABASE … FOR ATTACH",
            ]
        ),
        ("03_backup_smk_howto", []),
        ("04_restore_smk_howto", ["3:15317"]),
        ("06_restore_dmk_howto", ["6:15317"]),
        ("07_create_dmk_howto", []),
        (
            "08_encrypt_column",
            [
                "3:33064", "5:15581", "9:15151", "15:4902", "20:15151", "26:208", "35:15151", "43:208", "49:15581",
                "53:15151", "62:4902", "67:15151", "72:208", "78:15151", "85:208",
            ]
        ),
        (
            "09_identical_symmetric_keys_two_servers",
            ["5:CREATE CERTIFICATE", "7:15151", "13:15151", "16:ENCRYPTBYKEY", "19:15151", "23:156", "25:15315"]
        ),
        (
            "10_decryptbykey_database_context",
            [
                "4:15151", "11:208", "18:15151", "25:208", "39:CREATE TABLE", "41:CREATE VIEW", "47:CREATE CERTIFICATE",
                "48:15151", "54:15151", "55:ENCRYPTBYKEY", "56:DECRYPTBYKEY", "57:208", "65:208", "74:15151",
                "75:15151",
            ]
        ),
        ("11_decryptbykeyautocert", ["10:102", "14:4902", "16:15151", "18:208", "24:15315", "32:15151", "34:208"]),
        ("18_sp_control_dbmasterkey_password", ["5:102"]),
        ("13_alter_symmetric_key_swap_protector", ["3:15151", "6:15151", "9:15151", "12:15151", "14:15315"]),
        (
            "16_linux_tde_and_backup_encryption",
            ["6:33064", "9:15581", "15:15151", "20:33106", "20:5069", "24:15581", "27:15151", "27:3013"]
        ),
        (
            "17_tde_with_ekm",
            [
                "4:15457", "9:15457", "15:33027", "20:15151", "28:102", "36:102", "41:15151", "47:15151", "50:15151",
                "57:15151", "63:33106", "63:5069",
            ]
        ),
        ("19_drop_dek_after_decrypt", ["3:33106", "3:5069", "8:208", "27:33104"]),
        ("21_alter_backup_certificate_gallery", ["3:15151", "6:15151", "10:15151", "14:15151"]),
        ("22_backup_certificate_gallery", ["3:15151", "5:15151", "9:15151"]),
        ("23_asymmetric_key_gallery", ["2:15151", "7:15151", "9:15151", "10:15151"]),
        ("24_open_master_key_close", ["3:15151", "6:15151", "8:15315"]),
        ("27_ssisdb_master_key_move", ["6:15151", "10:15317", "16:15151", "17:15151"]),
        ("29_github_docker_invalid_variable_password", ["21:102", "31:102", "36:102", "45:15315"]),
        ("30_github_docker_generate_keys", ["10:33062", "14:33062", "18:33062", "22:15581", "26:15151"]),
        (
            "32_github_restore_encrypted_backup_other_node",
            ["3:3201", "3:3013", "12:15208", "33:15208", "39:3201", "39:3013", "43:3701", "45:15151"]
        ),
        ("37_github_guarded_open_alter_close", ["5:15151", "16:15151"]),
        ("39_backup_restore_symmetric_key_2022", ["3:15151", "6:15151", "9:15317", "13:a backup at a URL"]),
    ]

    @Test(arguments: outcomes)
    func givesWhatAServerGives(_ script: String, _ marks: [String]) async throws {
        let outcome = try await Self.run(script)
        #expect(outcome.marks == marks)
    }

    /// `GO;` stops a tool, after what stands before it.
    @Test func aMalformedSeparatorStopsTheScript() async throws {
        let script = try Self.text(of: "14_add_signature_and_countersignature")
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
                "4:15151", "12:CREATE CERTIFICATE", "18:CREATE PROCEDURE", "23:15151", "36:15151", "41:15151", "75:111",
                "84:111",
            ])
    }

    /// The databases of the documentation are no databases of a server.
    @Test func withoutItsDatabasesAScriptStaysInMaster() async throws {
        let outcome = try await Self.run("24_open_master_key_close") { $0.assumesDatabases = false }
        #expect(outcome.marks == ["2:911", "3:15151", "6:15151", "8:15315"])
    }

    /// Runs a published script on a new instance.
    static func run(_ script: String, configure: (inout ScriptOptions) -> Void = { _ in }) async throws -> Outcome {
        let directory = try TemporaryDirectory()
        var connection = try await Connection()
        connection.options.assumesDatabases = true
        connection.options.fileRoot = FileRoot(directory.path)
        configure(&connection.options)
        return try await connection.run(try text(of: script))
    }

    static func text(of script: String) throws -> String {
        let file = try #require(Bundle.module.url(forResource: "Scripts/\(script)", withExtension: "sql"))
        return try String(contentsOf: file, encoding: .utf8)
    }
}
