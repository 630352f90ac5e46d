// One row of a table, written as it is described: nested for JSON, flat for CSV, where a nested name goes behind its parent's
// ("wait_p50_s").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luot::report {

class RowWriter {
  public:
    virtual ~RowWriter() = default;
    virtual void text(std::string_view name, std::string_view value) = 0;
    virtual void integer(std::string_view name, std::int64_t value) = 0;
    virtual void number(std::string_view name, const std::optional<double>& value) = 0;  // nothing: null, or an empty cell
    virtual void none(std::string_view name) = 0;
    virtual void open(std::string_view name) = 0;       // an object; close() ends it
    virtual void open_list(std::string_view name) = 0;  // of objects; close_list() ends it
    virtual void open_item(std::int64_t key) = 0;       // of the list; close() ends it. CSV: the key goes into the names
    virtual void close() = 0;
    virtual void close_list() = 0;

    void count(std::string_view name, std::uint64_t value) { integer(name, static_cast<std::int64_t>(value)); }
};

// Appends one object.
class JsonRow final : public RowWriter {
  public:
    explicit JsonRow(std::string& out) : out_(out) { out_ += '{'; }
    void finish() { out_ += '}'; }
    void text(std::string_view name, std::string_view value) override;
    void integer(std::string_view name, std::int64_t value) override;
    void number(std::string_view name, const std::optional<double>& value) override;
    void boolean(std::string_view name, bool value);
    void none(std::string_view name) override;
    void open(std::string_view name) override;
    void open_list(std::string_view name) override;
    void open_item(std::int64_t key) override;
    void close() override { out_ += '}'; }
    void close_list() override { out_ += ']'; }

  private:
    void put_name(std::string_view name);
    std::string& out_;
};

// Collects the names of the columns and the cells of one line.
class CsvRow final : public RowWriter {
  public:
    void text(std::string_view name, std::string_view value) override;
    void integer(std::string_view name, std::int64_t value) override;
    void number(std::string_view name, const std::optional<double>& value) override;
    void none(std::string_view name) override { put(name, {}); }
    void open(std::string_view name) override { path_.emplace_back(name); }
    void open_list(std::string_view name) override { path_.emplace_back(name); }
    void open_item(std::int64_t key) override { path_.push_back(std::to_string(key)); }
    void close() override { path_.pop_back(); }
    void close_list() override { path_.pop_back(); }

    std::string names() const { return line_of(names_); }
    std::string cells() const { return line_of(cells_); }

  private:
    void put(std::string_view name, std::string cell);
    static std::string line_of(const std::vector<std::string>& cells);
    std::vector<std::string> path_, names_, cells_;
};

}  // namespace luot::report
