// A thin owner of SQLite's connection, statement and transaction, with errors as values. Nothing else of the store speaks sqlite3_*.
// One connection and what was made of it belong to one thread at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "journal/journal.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace luot::store {

using journal::Failure;
using journal::Result;

// A prepared statement. Must not outlive its connection.
class Statement {
  public:
    Statement() = default;

    // Parameters count from 1. Bytes are copied. A binding that fails is reported by the next step() or run().
    Statement& bind(int index, std::int64_t value);
    Statement& bind(int index, std::uint64_t value) { return bind(index, static_cast<std::int64_t>(value)); }
    Statement& bind_text(int index, std::string_view text);
    Statement& bind_blob(int index, std::string_view bytes);
    Statement& bind_null(int index);

    // True: there is a row to read. False: the end; the statement is reset.
    Result<bool> step();
    // Steps to the end, rows ignored.
    Result<void> run();
    void reset();

    // Of the present row; columns count from 0. Views hold until the next step.
    std::int64_t integer(int column) const;
    std::string text(int column) const;
    std::string_view blob(int column) const;
    bool is_null(int column) const;

  private:
    friend class Connection;
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}
    void keep_error(int code);

    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
    int bind_error_ = 0;
};

enum class Mode { create, write, read };

class Connection {
  public:
    // `vfs` empty: the system's. Mode::create makes the file where it is missing.
    static Result<Connection> open(const std::filesystem::path& file, Mode mode, const std::string& vfs = {});

    Result<Statement> prepare(std::string_view sql) const;
    // Several statements, rows ignored.
    Result<void> execute(const std::string& sql) const;
    // The first column of the first row.
    Result<std::int64_t> integer(std::string_view sql) const;
    std::int64_t last_rowid() const;

    // From now on closing leaves the write-ahead log as it lies: after a failure this connection does nothing more to the disk.
    void leave_log_on_close();

    // Copies the whole database, as this connection's open read transaction sees it, over `target`. After each step the callback
    // hears pages left and in all; false from it stops the copy with a failure.
    using OnPages = std::function<bool(int left, int total)>;
    Result<void> copy_to(const Connection& target, int pages_a_step, const OnPages& on_pages) const;

  private:
    struct Close {
        void operator()(sqlite3* connection) const;
    };
    explicit Connection(sqlite3* connection) : connection_(connection) {}

    std::unique_ptr<sqlite3, Close> connection_;
};

// Several statements at once; the first failure counts.
Result<void> prepare_all(const Connection& connection, std::initializer_list<std::pair<Statement*, std::string>> statements);

// BEGIN IMMEDIATE … COMMIT, or ROLLBACK where commit() was not reached. Must not outlive its connection.
class Transaction {
  public:
    enum class Kind { write, read };
    static Result<Transaction> begin(const Connection& connection, Kind kind = Kind::write);
    Transaction(Transaction&& other) noexcept : connection_(std::exchange(other.connection_, nullptr)) {}
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();

    // Once. A failed COMMIT may still be on disk; it is never tried again here.
    Result<void> commit();

  private:
    explicit Transaction(const Connection& connection) : connection_(&connection) {}
    const Connection* connection_;
};

}  // namespace luot::store
