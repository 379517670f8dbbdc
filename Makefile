# make 不带参数列出全部目标。
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: crash-test help setup run check format lint test slips doc bless docs bench bench-stages bench-data scale-test fuzz windows windows-test dist clean

export PATH := $(HOME)/.cargo/bin:$(PATH)
CARGO := cargo --locked
SAMPLE := samples/pingxiang-2024
OUT := out
SECONDS_OF_FUZZING := 60
SIZES := department,county
SEED := 1

help: ## 列出全部目标
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## 安装编译和测试所需的一切（已有的不动）
	@bash scripts/setup.sh all

run: ## 安装编译所需、编译，并把样例变成公开表，放在 out/
	@bash scripts/setup.sh build
	@$(CARGO) build
	@target/debug/gongkai convert $(SAMPLE) -o $(OUT)
	@echo
	@echo "样例的结果在："
	@find $(OUT) -type f | sort | sed "s|^|  $$PWD/|"

check: format lint test doc ## 提交前的全部检查：格式、lint、全部测试、文档
	@echo "全部通过"

format: ## 格式（不改文件；cargo fmt 会改）
	$(CARGO) fmt --check

lint: ## clippy，警告即错误
	$(CARGO) clippy --all-targets -- -D warnings

test: ## 全部测试
	@bash scripts/setup.sh all
	$(CARGO) test --quiet

slips: ## 差错试验：每种差错在随机的 20 处试，结果写进 docs/honesty.md
	$(CARGO) build
	@python3 tests/slips/run.py target/debug/gongkai --places 20 --seed $(SEED) --write docs/honesty.md

doc: ## 接口文档，警告即错误
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --no-deps --quiet

bless: ## 按程序现在的结果重写用例的期望值和生成的文档；之后请读 git diff
	BLESS=1 $(CARGO) test --quiet --test suite
	@git status --short

docs: bless doc ## 重写生成的文档，并生成接口文档
	@echo "接口文档：$$PWD/target/doc/gongkai/index.html"

bench: bench-data ## 与别的做法比快慢和内存（部门、县；省加 SIZES=province），写进 docs/performance.md
	$(CARGO) build --release
	$(CARGO) build --release --manifest-path benches/floor/Cargo.toml --target-dir $(OUT)/bench/floor
	@if command -v npm > /dev/null; then mkdir -p $(OUT)/bench/exceljs && cp benches/peers/exceljs/* $(OUT)/bench/exceljs/ && \
		(cd $(OUT)/bench/exceljs && npm ci --silent --no-audit --no-fund); else echo "没有 npm，不比 exceljs"; fi
	@test -x $(OUT)/bench/python/bin/python || python3 -m venv $(OUT)/bench/python
	@$(OUT)/bench/python/bin/pip install --quiet -r benches/peers/requirements.txt
	@$(OUT)/bench/python/bin/python benches/run.py target/release/gongkai $(OUT)/bench $(OUT)/bench/python/bin/python \
		--sizes $(SIZES) --write docs/performance.md

bench-stages: bench-data ## 逐个步骤测速（criterion）：解码、CSV、表头、明细、拆分、填表、检查、写工作簿、压缩
	BENCH_DATA=$(abspath $(OUT)/bench) $(CARGO) bench --manifest-path benches/stages/Cargo.toml --target-dir $(OUT)/bench/stages

scale-test: ## 分片、GNU parallel、Parquet 与 DuckDB、Kubernetes 清单：照 docs/scaling.md 做一遍
	$(CARGO) build --features parquet
	@bash scripts/scale_test.sh target/debug/gongkai $(OUT)/scale

bench-data: ## 生成测速用的导出：部门、县、省三种规模，放在 out/bench/
	@python3 benches/generate.py $(OUT)/bench

fuzz: ## 模糊测试：每个读取部件和表头辨认各一分钟
	@command -v cargo-fuzz > /dev/null || $(CARGO) install cargo-fuzz
	@python3 fuzz/seeds.py
	@for target in $$(cargo fuzz list); do \
		RUSTC_BOOTSTRAP=1 cargo fuzz run -s none $$target -- -max_total_time=$(SECONDS_OF_FUZZING) -timeout=20 -rss_limit_mb=1024; \
	done

windows: ## 编译 Windows 版（Debian；装它需要的软件包）
	@bash scripts/windows.sh build

windows-test: ## 在 Wine 里试 Windows 版，记录写进 docs/
	@bash scripts/windows.sh test --transcript docs/windows-transcript.txt

dist: ## 做分发包：Windows 的 zip、Linux 的 tar.gz、校验值，在 dist/
	@python3 scripts/dist.py

crash-test: ## 在 200 个随机时刻杀掉 gongkai run，看有没有留下半个文件
	KILLS=200 $(CARGO) test --quiet --test suite -- a_run_that_is_killed --nocapture

clean: ## 删除编译结果和样例结果
	rm -rf target $(OUT)
