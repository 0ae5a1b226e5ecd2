#!/usr/bin/env python3
"""Makes the facts of one wave on an Apache Spark cluster, and a database of them.

    domains.jsonl -> mxcensus resolve -> Parquet resolved/wave=LABEL
      -> one row an address -> repartition by network (/24, /48)
      -> mxcensus probe -> Parquet looks/wave=LABEL -> counts by Spark SQL
      -> mxcensus import -> SQLite: classes need judging, with the whole wave at hand

Each look-up and probe is made by a process of mxcensus beside the task that feeds it. What Spark guarantees: the output
has every row once. What it can't: a task that is made again probes its addresses again. So partitions are many and
small, and speculation, which would probe on purpose twice, is off.

A network is in one partition, and a partition in one task at a time, so that no network is dialled from two places. The
rate is divided among the slots, of which there should be one a host and source address: a process of mxcensus has
thousands of connections in flight.

    spark-submit Scripts/spark_survey.py --domains domains.jsonl --output hdfs:///survey --label 2026-11 \\
      --db survey.db --slots 4 --rate 50 --mxcensus /usr/bin/mxcensus \\
      --flags '--ehlo survey.example.org --contact mailto:me@example.org'

Needs PySpark 4 (pip install pyspark) and Java 17 on the driver, and mxcensus on each host, or --ship.
"""

import argparse
import ipaddress
import json
import os
import shlex
import subprocess
import sys
import threading

from pyspark import SparkFiles, TaskContext
from pyspark.sql import SparkSession
from pyspark.sql import functions as F
from pyspark.sql import types as T

# A schema is always given: to infer one, Spark would run every look-up and every probe an extra time.
RESOLVED = """
    v INT, error STRING, line BIGINT, scan STRING, domain STRING, weight DOUBLE, mx_status STRING, mx_dnssec STRING,
    mx_count INT,
    mx ARRAY<STRUCT<host: STRING, preference: INT, status: STRING, dnssec: STRING, dns_failure: STRING,
      addresses: ARRAY<STRING>, tlsa: ARRAY<STRING>, tlsa_status: STRING, tlsa_base: STRING,
      alias: BOOLEAN>>,
    mta_sts STRING, mta_sts_reason STRING, mta_sts_id STRING, mta_sts_policy STRING, tlsrpt STRING, observed_at STRING
"""
LOOK = """
    v INT, error STRING, line BIGINT, scan STRING, address STRING, port INT, server_name STRING, look STRING,
    is_final INT, outcome STRING, reason STRING, stage STRING, reply_code INT, reply_text STRING, tls_version STRING,
    cipher STRING, kx_group STRING, signature STRING, pfs INT, chain_sha256 STRING, leaf_sha256 STRING, inferred INT,
    observed_at STRING, milliseconds BIGINT, connect_milliseconds BIGINT, handshake_milliseconds BIGINT,
    masked INT, chain ARRAY<STRING>, tag STRUCT<network: STRING, partition: INT>
"""


def network(address):
    """The /24 or /48 that an address is in: what is never dialled from two tasks."""
    ip = ipaddress.ip_address(address)
    return str(ipaddress.ip_network((ip, 24 if ip.version == 4 else 48), strict=False))


def piped(arguments, shipped=None):
    """A function for mapPartitions that sends lines through a program.

    RDD.pipe() is not used: it gives the program an empty environment, takes a failed program for a short output, and
    waits for ever where the input fails. Here the input has a thread of its own, so that neither side waits for the
    other; its error is the task's error, and so is a status other than 0. Whatever ends the task ends the program.
    """

    def run(lines):
        command = [SparkFiles.get(shipped)] + arguments[1:] if shipped else arguments
        program = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        errors = []

        def feed():
            try:
                for line in lines:
                    program.stdin.write(line.encode() + b"\n")
            except BrokenPipeError:
                pass  # The program has ended; its status says why.
            except BaseException as error:
                errors.append(error)
                program.kill()
            finally:
                try:
                    program.stdin.close()
                except OSError:
                    pass

        feeder = threading.Thread(target=feed, daemon=True)
        feeder.start()
        try:
            for line in program.stdout:
                yield line.rstrip(b"\n").decode()
            status = program.wait()
            feeder.join()
            if errors:
                raise errors[0]
            if status:
                raise RuntimeError(f"{' '.join(command[:2])} exited {status}")
        finally:
            # Also where the rows are not wanted any more, as when the task is killed.
            if program.poll() is None:
                program.kill()
                program.wait()
            program.stdout.close()

    return run


def request(row):
    """A line for probe. Its tag says in which partition it was probed."""
    partition = TaskContext.get().partitionId()
    return json.dumps(
        {
            "v": 1,
            "scan": row.scan,
            "address": row.address,
            "names": row.names,
            "tag": {"network": row.network, "partition": partition},
        }
    )


class Survey:
    """One wave."""

    def __init__(self, spark, options):
        self.spark = spark
        self.options = options
        self.shipped = None
        if options.ship:
            spark.sparkContext.addFile(options.mxcensus)
            self.shipped = os.path.basename(options.mxcensus)

    def path(self, name):
        return f"{self.options.output.rstrip('/')}/{name}"

    def program(self, command, *flags):
        return [self.options.mxcensus, command, *flags, *shlex.split(self.options.flags)]

    def write(self, lines, schema, name):
        """Writes what a filter said, once, and returns what stands in the files: a second use of the lines themselves
        would look up, or probe, everything a second time."""
        frame = self.spark.read.schema(schema).json(lines).withColumn("wave", F.lit(self.options.label))
        frame.write.mode("overwrite").partitionBy("wave").parquet(self.path(name))
        stored = self.spark.read.parquet(self.path(name)).where(F.col("wave").cast("string") == self.options.label)
        unusable = stored.where("error IS NOT NULL").count()
        if unusable:
            print(f"{name}: {unusable} lines could not be used", file=sys.stderr)
        return stored.where("error IS NULL").drop("error", "line", "wave")

    def resolve(self):
        o = self.options
        domains = self.spark.sparkContext.textFile(o.domains, o.partitions).repartition(o.partitions)
        flags = ["--quiet"] + shlex.split(o.resolve_flags)
        if o.dns_rate is not None:
            flags += ["--dns-rate", str(o.dns_rate / o.slots)]
        lines = domains.mapPartitions(piped(self.program("resolve", *flags), self.shipped))
        return self.write(lines, RESOLVED, "resolved")

    def probe(self, resolved):
        o = self.options
        hosts = resolved.select("scan", F.explode("mx").alias("mx")).where("mx.status = 'ok'")
        names = hosts.select("scan", "mx.host", F.explode("mx.addresses").alias("address"))
        addresses = names.groupBy("scan", "address").agg(F.sort_array(F.collect_set("host")).alias("names"))
        addresses = addresses.withColumn("network", F.udf(network, T.StringType())("address"))
        # By number and column: neither coalesced nor split afterwards. (A REBALANCE hint splits a network.)
        requests = addresses.repartition(o.partitions, "network").rdd.map(request)
        flags = ["--quiet", "--rate", str(o.rate / o.slots)] + shlex.split(o.probe_flags)
        lines = requests.mapPartitions(piped(self.program("probe", *flags), self.shipped))
        looks = self.write(lines, LOOK, "looks")
        twice = looks.groupBy("tag.network").agg(F.countDistinct("tag.partition").alias("tasks")).where("tasks > 1")
        if twice.count():
            raise RuntimeError("a network was probed from two partitions: the politeness of this wave is in doubt")
        return looks

    def show(self):
        """What each wave of the files came to; classes are judged by mxcensus import."""
        self.spark.read.parquet(self.path("looks")).createOrReplaceTempView("looks")
        self.spark.sql(
            """
            SELECT wave, count(*) AS names,
                   round(100 * avg(CASE WHEN outcome = 'tls' THEN 1 ELSE 0 END), 2) AS starttls_percent,
                   round(100 * avg(CASE WHEN outcome = 'tls' THEN pfs END), 2) AS pfs_percent_of_tls
            FROM looks
            WHERE is_final = 1 AND outcome IN ('tls', 'no-starttls', 'starttls-rejected', 'handshake-failed')
            GROUP BY wave ORDER BY wave
            """
        ).show()

    def judge(self, resolved, looks):
        """Hands all rows to mxcensus import on this host."""
        flags = ["--db", self.options.db, "--label", self.options.label, "--finish"]
        command = [self.options.mxcensus, "import", "-", *flags, *shlex.split(self.options.import_flags)]
        program = subprocess.Popen(command, stdin=subprocess.PIPE)
        try:
            for frame in (resolved, looks.drop("tag")):
                lines = frame.select(F.to_json(F.struct("*")).alias("line"))
                for row in lines.toLocalIterator():
                    program.stdin.write(row.line.encode() + b"\n")
            program.stdin.close()
        except BrokenPipeError:
            pass  # Its status says why.
        except BaseException:
            # Before its input ends: half of the rows would make a wave as well.
            program.kill()
            program.wait()
            raise
        if program.wait():
            raise SystemExit(program.returncode)


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--domains", required=True, help="JSON Lines for mxcensus resolve; scan is to be the label")
    parser.add_argument("--output", required=True, help="folder or URI for the Parquet files")
    parser.add_argument("--label", required=True, help="the wave")
    parser.add_argument("--db", help="database for mxcensus import, on the driver's host")
    parser.add_argument("--slots", type=int, required=True, help="tasks at a time on the whole cluster")
    parser.add_argument("--rate", type=float, default=50, help="new connections a second, all slots together")
    parser.add_argument("--dns-rate", type=float, help="DNS questions a second, all slots together")
    parser.add_argument("--partitions", type=int, default=200, help="5 to 15 minutes of work each is good")
    parser.add_argument("--mxcensus", default="/usr/bin/mxcensus", help="the program, as executors find it")
    parser.add_argument("--ship", action="store_true", help="send the program to the executors")
    parser.add_argument("--flags", default="", help="flags for resolve and probe")
    parser.add_argument("--resolve-flags", default="", help="flags for resolve")
    parser.add_argument("--probe-flags", default="", help="flags for probe")
    parser.add_argument("--import-flags", default="", help="flags for import")
    parser.add_argument("--master", help="as spark-submit has it")
    return parser.parse_args()


def main():
    o = options()
    builder = SparkSession.builder.appName(f"mxcensus {o.label}")
    if o.master:
        builder = builder.master(o.master)
    spark = (
        # A second copy of a slow task would dial hosts from two places.
        builder.config("spark.speculation", "false")
        # Another wave's files stay; this wave's are replaced as a whole.
        .config("spark.sql.sources.partitionOverwriteMode", "dynamic")
        # Labels as 2026-11 are no dates, and 2026 is no number.
        .config("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
        .getOrCreate()
    )
    try:
        survey = Survey(spark, o)
        resolved = survey.resolve()
        looks = survey.probe(resolved)
        survey.show()
        if o.db:
            survey.judge(resolved, looks)
    finally:
        spark.stop()


if __name__ == "__main__":
    main()
