"""Why the gross profit of a quarter is another than before: volume, mix, price, cost."""
